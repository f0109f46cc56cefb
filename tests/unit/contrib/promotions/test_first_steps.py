"""The doctor names what is missing until the first promotion runs."""

from __future__ import annotations

import pytest
from pytest_django import Settings

from sharekit.contrib.promotions.doctor import examine
from sharekit.contrib.promotions.models import Promotion
from tests.unit.contrib.promotions.world import make_promotion

pytestmark = pytest.mark.django_db(transaction=True)


def list_findings() -> list[tuple[str, str, str]]:
    return [(each.level, each.sentence, each.step) for each in examine()]


def test_without_a_promotion_the_doctor_says_where_to_add_one() -> None:
    [(level, sentence, step)] = list_findings()

    assert (level, sentence) == ("hint", "There is no promotion yet.")
    assert "Add one in the admin" in step


def test_a_draft_is_named_with_all_that_it_lacks(settings: Settings) -> None:
    draft = make_promotion(state=Promotion.State.DRAFT, terms_url="", headline="")

    [(level, sentence, step)] = list_findings()
    assert (level, sentence) == ("hint", f"The promotion {draft.slug} has not started.")
    assert step == (
        "Fill in what is empty. Publish the terms, and enter their address and version."
    )

    Promotion.objects.update(terms_url="/terms/", headline="Two parcels")
    assert list_findings()[0][2] == "Start it on its page in the admin."


def test_a_promotion_that_runs_is_settled() -> None:
    make_promotion()

    assert [(level, sentence) for level, sentence, _ in list_findings()] == [
        ("ok", "All promotions are settled.")
    ]
