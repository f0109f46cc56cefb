"""Tests places that are no facts of a moment."""

from __future__ import annotations

import pytest

from sharekit.contrib.mails.writing import letters
from sharekit.contrib.mails.writing.letters import Extra, write
from tests.unit.contrib.mails.writing.reading import list_links, make_mail, make_message

pytestmark = pytest.mark.django_db


def test_a_mail_may_have_places_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    extra = Extra(("confirm_url",), lambda message: {"confirm_url": f"/m/{message.facts['n']}/"})
    monkeypatch.setitem(letters.EXTRAS, "thanks", extra)
    mail = make_mail("[Yes]({confirm_url})\n\n{site_name}")

    assert letters.list_names(mail) == [
        "first_name",
        "order",
        "order_url",
        "confirm_url",
        "site_name",
    ]
    assert list_links(write(make_message(mail, n=7)).html) == ["https://shop.example/m/7/"]
