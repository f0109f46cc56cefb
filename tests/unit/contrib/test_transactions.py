"""What is written after the commit of another database never breaks the site."""

from __future__ import annotations

import pytest
from django.db import router, transaction

from sharekit.contrib import transactions
from sharekit.contrib.mails.models import Message


@pytest.mark.django_db(transaction=True)
def test_an_error_after_the_commit_of_another_database_is_logged(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def write() -> None:
        raise RuntimeError("the row is wrong")

    monkeypatch.setattr(router, "db_for_write", lambda model: "other")

    with transaction.atomic():
        assert transactions.write_with_site(Message, write) is None

    assert "the row is wrong" in caplog.text
