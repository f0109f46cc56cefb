"""User models without a column for the mail address: persons are forgotten all the same."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from pytest_django import Settings

from sharekit.contrib.mails.models import Subscription
from sharekit.contrib.promotions.keeping import PromotionKeeper
from sharekit.contrib.promotions.models import Advocate, Referral
from sharekit.contrib.promotions.public import join
from tests.unit.contrib.mails.subscribing.making import make_subscription
from tests.unit.contrib.promotions.world import TERMS, make_claim, make_order, make_promotion

pytestmark = pytest.mark.django_db
FRIEND = "friend@mail.example"
ADVOCATE = "+49301234@sms.example"


def run(command: str, address: str) -> str:
    output = StringIO()
    options: dict[str, Any] = {"no_input": True} if command == "sharekit_forget" else {}
    call_command(command, person=address, stdout=output, **options)
    return output.getvalue()


@pytest.fixture(params=[True, False])
def has_property(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Let users have their mail address in a property, or none at all."""
    model = get_user_model()
    monkeypatch.setattr(model, "EMAIL_FIELD", "mail_address")
    if request.param:
        address = property(lambda user: f"{user.username}@sms.example")
        monkeypatch.setattr(model, "mail_address", address, raising=False)
    return bool(request.param)


def test_a_person_is_exported_and_forgotten_by_the_address_that_was_typed(
    has_property: bool, settings: Settings
) -> None:
    user = get_user_model().objects.create(username="+49301234")
    advocate = join(make_promotion(slug="friends"), user, terms=TERMS)
    make_claim(advocate, FRIEND)
    make_order(FRIEND, "17")
    make_subscription(address=FRIEND)

    assert '"order": "17"' in run("sharekit_export", FRIEND)
    run("sharekit_forget", FRIEND)
    assert Referral.objects.get().order == ""
    assert not Subscription.objects.exists()

    # The address that the account has when it joins is known by its hash.
    PromotionKeeper().forget_person(ADVOCATE)
    assert (Advocate.objects.get().code is None) == has_property
