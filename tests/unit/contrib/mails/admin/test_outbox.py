"""Tests the outbox: reasons, *Send again*, and who sees an address."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client

from sharekit.contrib.mails.models import Message
from tests.unit.contrib.mails.editing.making import make_outbox, make_row
from tests.unit.contrib.mails.writing.conftest import configured
from tests.unit.contrib.mails.writing.reading import make_mail
from tests.unit.contrib.promotions.admin.conftest import log_in

__all__ = ["configured", "log_in"]

LIST = "/admin/sharekit_mails/message/"


@pytest.fixture
def editor(log_in: Callable[..., Client]) -> Client:
    return log_in("change_mail", "view_mail")


@pytest.fixture
def rows(transactional_db: None) -> dict[str, Message]:
    """Return a message in each state that lasts."""
    return {row.state: row for row in make_outbox(make_mail("Hello", kind="marketing"))}


def get_state(row: Message) -> str:
    return str(Message.objects.get(pk=row.pk).state)


def test_each_reason_is_a_sentence(editor: Client, rows: dict[str, Message]) -> None:
    page = editor.get(LIST).content.decode()

    assert "The person stopped the subscription." in page
    assert "it may have arrived" in page
    assert "550 5.7.1" in page


def test_addresses_are_seen_and_searched_with_the_permission_only(
    editor: Client, log_in: Callable[..., Client], rows: dict[str, Message]
) -> None:
    row = rows["unknown"]
    pages = (LIST, f"{LIST}?q={row.address}", f"{LIST}{row.pk}/change/")
    for path in pages:
        page = editor.get(path).content.decode()
        assert row.address not in page.replace(f'value="{row.address}"', "")
        assert "A-7" not in page
    assert editor.get(f"{LIST}?address__startswith=c").status_code in {302, 400}
    assert editor.get(f"{LIST}?mail__id__exact={row.mail_id}&state__exact=sent").status_code == 200

    other = log_in("change_mail", "see_addresses")
    for path in pages:
        assert row.address in other.get(path).content.decode()
    assert other.get(f"{LIST}?q={row.address}").context["cl"].result_count == 1


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("unknown", "waiting"),
        ("failed", "waiting"),
        ("sent", "sent"),
        ("skipped", "skipped"),
        ("waiting", "waiting"),
    ],
)
def test_what_is_unknown_or_refused_is_sent_again(
    state: str, expected: str, editor: Client, rows: dict[str, Message]
) -> None:
    row = rows[state]
    can_send = state in {"unknown", "failed"}

    assert ("again/" in editor.get(f"{LIST}{row.pk}/change/").content.decode()) == can_send
    editor.post(f"{LIST}{row.pk}/again/")
    assert get_state(row) == expected
    assert LogEntry.objects.filter(object_id=row.pk).exists() == can_send


def test_a_message_whose_address_was_emptied_stays(editor: Client) -> None:
    row = make_row(make_mail("Hello"), "unknown")
    Message.objects.update(address="")

    assert "again/" not in editor.get(f"{LIST}{row.pk}/change/").content.decode()
    assert b"with an address" in editor.post(f"{LIST}{row.pk}/again/", follow=True).content
    assert get_state(row) == "unknown"


def test_several_are_sent_again_at_once(editor: Client, rows: dict[str, Message]) -> None:
    chosen = [row.pk for row in rows.values()]
    page = editor.post(LIST, {"action": "send_selected", "_selected_action": chosen}, follow=True)

    assert b"2 messages wait" in page.content
    assert {row.state for row in Message.objects.all()} == {"waiting", "sent", "skipped"}
    assert LogEntry.objects.count() == 2


def test_who_may_only_look_sends_nothing(
    log_in: Callable[..., Client], rows: dict[str, Message]
) -> None:
    reader, row = log_in("view_mail"), rows["unknown"]

    assert reader.get(LIST).status_code == 200
    assert "again/" not in reader.get(f"{LIST}{row.pk}/change/").content.decode()
    assert reader.post(f"{LIST}{row.pk}/again/").status_code == 403
    reader.post(LIST, {"action": "send_selected", "_selected_action": [row.pk]})
    assert get_state(row) == "unknown"


def test_who_sees_no_mails_sees_no_outbox(
    log_in: Callable[..., Client], rows: dict[str, Message]
) -> None:
    other = log_in("see_addresses", "view_subscription")

    assert other.get(LIST).status_code == 403
    assert "Outbox" not in other.get("/admin/").content.decode()


def test_nobody_adds_changes_or_deletes_a_row(
    admin_client: Client, rows: dict[str, Message]
) -> None:
    row = rows["sent"]

    assert admin_client.get(f"{LIST}add/").status_code == 403
    assert admin_client.post(f"{LIST}{row.pk}/change/", {"state": "waiting"}).status_code == 403
    assert admin_client.post(f"{LIST}{row.pk}/delete/", {"post": "yes"}).status_code == 403
    assert admin_client.get(f"{LIST}{row.pk}/again/").status_code == 404
    assert admin_client.post(f"{LIST}999/again/").status_code == 404
