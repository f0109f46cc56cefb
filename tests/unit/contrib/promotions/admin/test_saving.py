"""Tests what saving a promotion changes, and what it refuses."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sharekit.contrib.promotions.admin.form import PromotionForm
from sharekit.contrib.promotions.models import Promotion
from tests.unit.contrib.promotions.admin.test_promotion_page import find_errors, move, save
from tests.unit.contrib.promotions.world import read


def test_days_beyond_a_century_are_a_typing_error(marketer: Client) -> None:
    page = save(marketer, hold_days="36526", claim_days="999999")

    assert find_errors(page).keys() == {"hold_days", "claim_days"}


def test_a_save_changes_only_what_the_marketer_changed(
    marketer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(marketer)
    promotion = Promotion.objects.get()
    move(marketer, promotion, "start")
    clean = PromotionForm.clean

    def clean_late(form: PromotionForm) -> dict[str, Any]:
        # In the meantime rewards were created, and a colleague has pressed *Pause*.
        Promotion.objects.update(rewarded=3, state="paused")
        return clean(form)

    monkeypatch.setattr(PromotionForm, "clean", clean_late)
    path = f"{promotion.pk}/change/"

    save(marketer, path, headline="EUR 10 for everybody")
    saved = read(promotion)
    assert (saved.headline, saved.rewarded, saved.state) == ("EUR 10 for everybody", 3, "paused")

    with CaptureQueriesContext(connection) as asked:
        save(marketer, path, headline="EUR 10 for everybody")
    updates = [each["sql"] for each in asked if each["sql"].startswith("UPDATE")]
    assert [sql for sql in updates if "headline" in sql] == []
