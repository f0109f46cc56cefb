"""The names of rows, which the admin writes into its log."""

from __future__ import annotations

import pytest
from django.utils import timezone

from sharekit.contrib.mails.models import MailText, Occurrence, Suppression
from sharekit.contrib.people import get_person_key
from tests.unit.contrib.mails.subscribing.making import (
    ADDRESS,
    make_mail,
    make_message,
    make_subscription,
)


@pytest.mark.django_db
def test_no_row_is_called_by_an_address_or_its_hash() -> None:
    now, key = timezone.now(), get_person_key(ADDRESS)
    mail = make_mail()
    rows = [
        mail,
        MailText(mail=mail, language="en", subject="Hello"),
        make_message(mail),
        make_subscription(),
        Suppression(address_hash=key, cause="asked", at=now),
        Occurrence(moment="week", last_at=now),
    ]

    names = [str(row) for row in rows]

    assert all(names)
    assert not [name for name in names if "anna" in name or key in name]
