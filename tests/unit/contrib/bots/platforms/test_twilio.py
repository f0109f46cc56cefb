"""Calls of Twilio, what is sent, and the search for what was missed."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qs, urlencode

import pytest

from sharekit.contrib.bots.messages import Message, Said
from sharekit.contrib.bots.platforms import registry
from sharekit.contrib.bots.platforms.events import (
    AnyEvent,
    Ignored,
    Person,
    Received,
    Status,
    Unreadable,
)
from sharekit.contrib.bots.platforms.protocol import Account, Call, Request, Response
from sharekit.contrib.bots.platforms.verdicts import Cause, Refused, Wait
from tests.systems.bots.simulators.running import Running
from tests.unit.contrib.bots.platforms.door import Door, send
from tests.unit.contrib.bots.platforms.test_signatures import SMS, STATUS

TWILIO = registry.get("twilio")
GIVEN = {"account_sid": SMS["AccountSid"], "auth_token": "t", "from": SMS["To"]}
ACCOUNT = Account("sms", platform="twilio", given=GIVEN, webhook="https://shop.example/b/")
SERVICE = Account("service", platform="twilio", given=GIVEN | {"from": "MG1"}, webhook="https://s/")


def read(
    form: dict[str, str], *, query: str = "", accounts: tuple[Account, ...] = (ACCOUNT,)
) -> list[AnyEvent]:
    call = Call("POST", query=query, body=urlencode(form).encode())
    return TWILIO.read(call, accounts)


def test_a_message_is_known_by_its_number_which_proves_nothing() -> None:
    assert read(SMS) == [
        Received(
            account="sms",
            name=SMS["MessageSid"],
            person=Person(key="+4915550000001", address="+4915550000001"),
            said=Said("text", "Wo ist mein Paket? 🐦 "),
        )
    ]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"NumMedia": "2"}, Said("media", SMS["Body"])),
        ({"NumMedia": ""}, Said("text", SMS["Body"])),
        ({"Body": "Arrêt", "OptOutType": "STOP"}, Said("text", "STOP")),
        ({"SmsStatus": "received", "MessageStatus": "received"}, Said("text", SMS["Body"])),
    ],
)
def test_further_fields_change_what_was_said(change: dict[str, str], said: Said) -> None:
    (event,) = read(SMS | change)

    assert isinstance(event, Received)
    assert event.said == said


def test_a_call_for_help_that_twilio_has_answered_is_ignored() -> None:
    (event,) = read(SMS | {"OptOutType": "HELP"})

    assert isinstance(event, Ignored)


@pytest.mark.parametrize("form", [SMS | {"MessageSid": ""}, SMS | {"From": ""}])
def test_a_message_without_a_name_or_number_is_set_aside(form: dict[str, str]) -> None:
    (event,) = read(form)

    assert isinstance(event, Unreadable)


def test_an_account_gets_what_belongs_to_its_number_or_service() -> None:
    accounts = (SERVICE, ACCOUNT)

    assert [each.account for each in read(SMS, accounts=accounts)] == ["sms"]
    to_service = SMS | {"MessagingServiceSid": "MG1", "To": "+491"}
    assert [each.account for each in read(to_service, accounts=accounts)] == ["service"]
    assert read(SMS | {"To": "+491"}) == []
    assert read(SMS | {"AccountSid": "AC2"}) == []


@pytest.mark.parametrize(
    ("status", "state"),
    [("queued", "sent"), ("sent", "sent"), ("delivered", "delivered"), ("undelivered", "failed")],
)
def test_a_status_has_the_mark_of_its_address(status: str, state: str) -> None:
    (event,) = read(STATUS | {"MessageStatus": status}, query="o=9f3a")

    assert isinstance(event, Status)
    assert (event.message, event.state, event.mark) == (STATUS["MessageSid"], state, "9f3a")


@pytest.mark.parametrize(
    ("code", "verdict"),
    [
        ("30003", Refused("person", "30003")),
        ("21610", Refused("stopped", "21610")),
        ("39999", Refused("message", "39999")),
        ("20429", Wait("20429", concerns="account")),
        ("", None),
        ("x", None),
    ],
)
def test_a_failed_status_says_why(code: str, verdict: Refused | None) -> None:
    (event,) = read(STATUS | {"MessageStatus": "failed", "ErrorCode": code})

    assert isinstance(event, Status)
    assert event.verdict == verdict


def test_a_status_that_is_unknown_or_of_no_message_says_nothing() -> None:
    (unknown,) = read(STATUS | {"MessageStatus": "pondering"})
    (nameless,) = read(STATUS | {"MessageSid": ""})

    assert isinstance(unknown, Ignored)
    assert isinstance(nameless, Unreadable)


def test_a_message_has_its_statuses_come_to_an_address_with_the_mark() -> None:
    request = TWILIO.write(Message("Hi"), ACCOUNT, to="+491", mark="9f3a")

    assert request.url.endswith(f"/2010-04-01/Accounts/{GIVEN['account_sid']}/Messages.json")
    assert request.body is not None
    assert parse_qs(request.body.decode()) == {
        "To": ["+491"],
        "From": [SMS["To"]],
        "Body": ["Hi"],
        "StatusCallback": ["https://shop.example/b/?o=9f3a"],
    }
    of_service = TWILIO.write(Message("Hi"), SERVICE, to="+491", mark="9f3a").body or b""
    assert parse_qs(of_service.decode())["MessagingServiceSid"] == ["MG1"]


def test_twilio_is_answered_with_a_document_that_sends_nothing() -> None:
    reply = TWILIO.thank()

    assert (reply.body, reply.content_type) == (b"<Response/>", "text/xml")


@pytest.mark.parametrize(
    ("status", "code", "cause"),
    [
        (400, 21211, "person"),
        (400, 21614, "person"),
        (400, 21602, "message"),
        (400, 29999, "message"),
        (401, 20003, "account"),
    ],
)
def test_a_code_has_its_cause(status: int, code: int, cause: Cause) -> None:
    body = json.dumps({"code": code, "message": "m", "status": status}).encode()

    assert TWILIO.judge(Response(status, body), ACCOUNT) == Refused(cause, str(code), "m")


def test_an_error_of_the_server_is_waited_for() -> None:
    body = json.dumps({"code": 20500, "message": "m"}).encode()

    assert TWILIO.judge(Response(500, body), ACCOUNT) == Wait("20500")
    assert TWILIO.judge(Response(429, b""), ACCOUNT) == Wait("429", concerns="account")


def test_a_search_leaves_out_what_is_not_a_message_to_the_site() -> None:
    base: dict[str, Any] = {"sid": "SM1", "from": "+491", "to": SMS["To"], "body": None}
    date = "Mon, 30 Nov 2026 12:00:00 +0000"
    messages = [base | {"direction": "inbound", "date_sent": date}]
    messages += [base | {"direction": "outbound-api"}, base | {"direction": "inbound"}, {}]
    page = {"messages": messages, "next_page_uri": "//evil.example/x"}
    body = json.dumps(page | {"next_page_uri": "https://evil.example/"}).encode()

    found = TWILIO.find(Response(200, body), ACCOUNT)

    assert [type(event) for event in found.events] == [Received, Ignored, Received, Unreadable]
    assert [event.sent_at for event in found.events[:3]] == [1796040000_000, 0, 0]
    assert found.further is None
    assert found.is_read
    bad = TWILIO.find(Response(500, b"<html>"), ACCOUNT)
    assert (bad.events, bad.is_read) == ([], False)
    assert TWILIO.catch_up(SERVICE, since=0) is None


class TestSimulated:
    """Against a simulator."""

    slug = "twilio"

    def test_what_the_site_missed_is_found_under_the_same_names(
        self, simulator: Running, door: Door, account: Account
    ) -> None:
        door.status = 503
        names = {simulator.say("+4915550000001", f"Hello {n}")[0] for n in range(150)}
        found: dict[str, AnyEvent] = {}
        request: Request | None = TWILIO.catch_up(account, since=1796040000_000)

        while request is not None:
            outcome = send(request)
            assert isinstance(outcome, Response)
            events, request = TWILIO.find(outcome, account), None
            found |= {event.name: event for event in events.events}
            request = events.further

        assert set(found) == names
        assert all(isinstance(event, Received) and event.sent_at for event in found.values())

    def test_a_person_who_said_stop_gets_nothing_until_start(
        self, simulator: Running, door: Door, account: Account
    ) -> None:
        def write() -> object:
            request = TWILIO.write(Message("Hi"), account, to="+4915550000001", mark="o.1")
            return TWILIO.judge(send(request), account)

        simulator.say("+4915550000001", "Stop ")
        verdict = write()
        assert isinstance(verdict, Refused)
        assert verdict.cause == "stopped"

        simulator.say("+4915550000001", "START")
        assert not isinstance(write(), Refused)
