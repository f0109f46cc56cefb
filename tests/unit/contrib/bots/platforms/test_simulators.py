"""What only one platform does, against its simulator."""

from __future__ import annotations

import pytest

from sharekit.contrib.bots.messages import Message
from sharekit.contrib.bots.platforms import registry
from sharekit.contrib.bots.platforms.events import Deleted, Echo, Handed, Moved, Received
from sharekit.contrib.bots.platforms.protocol import Account, Platform, Response
from sharekit.contrib.bots.platforms.verdicts import Sent, Verdict, Wait
from tests.systems.bots.simulators.keys import APP_ID, INBOX
from tests.systems.bots.simulators.running import Running
from tests.unit.contrib.bots.platforms.door import Door, send

HOUR = 3600
DAY = 24 * HOUR


class MetaLaws:
    """What WhatsApp and Messenger have in common."""

    slug: str
    person: str

    def write(self, platform: Platform, account: Account) -> Verdict:
        request = platform.write(Message("Hi"), account, to=self.person, mark="o.1")
        return platform.judge(send(request), account)

    def test_the_handshake_succeeds_with_the_token_of_the_site(
        self, simulator: Running, door: Door, account: Account
    ) -> None:
        assert simulator.steer("handshake") == [200, "1158201444"]

        given = {**account.given, "verify_token": "another"}
        door.accounts = [Account("shop", platform=self.slug, given=given)]
        assert simulator.steer("handshake") == [403, ""]

    def test_a_version_that_has_ended_is_refused(
        self, simulator: Running, door: Door, platform: Platform, account: Account
    ) -> None:
        given = {**account.given, "graph_version": "v20.0"}
        old = Account("shop", platform=self.slug, given=given)

        assert not isinstance(self.write(platform, old), Sent)

    def test_an_event_of_six_days_ago_keeps_name_and_time(
        self, simulator: Running, door: Door
    ) -> None:
        names = [simulator.say(self.person, f"Hello {number}")[0] for number in range(300)]
        before = dict(door.events)
        simulator.steer("clock", seconds=6 * DAY)
        simulator.steer("deliver", names=names[::-1])

        assert len(before) == 300
        assert door.events == before

    def test_an_answer_of_somebody_else_is_an_echo(self, simulator: Running, door: Door) -> None:
        simulator.say(self.person, "I am on it", kind="colleague")

        echo = door.wait_for(Echo)
        assert (echo.text, echo.person.address) == ("I am on it", self.person)
        assert door.find(Received) is None

    def test_a_copy_for_another_app_hands_the_conversation_over(
        self, simulator: Running, door: Door
    ) -> None:
        simulator.say(self.person, "Hello", kind="standby")

        assert not door.wait_for(Handed).is_ours
        assert door.find(Received) is None


class TestWhatsApp(MetaLaws):
    slug = "whatsapp"
    person = "4915550000001"

    def test_a_person_with_a_new_number_moves(self, simulator: Running, door: Door) -> None:
        simulator.say(self.person, kind="move", number="4915550000002")

        moved = door.wait_for(Moved)
        assert moved.person.address == self.person
        assert moved.becomes.address == "4915550000002"
        assert moved.becomes.key != moved.person.key

    def test_a_deleted_message_is_named(self, simulator: Running, door: Door) -> None:
        name, _ = simulator.say(self.person, "oops")
        simulator.say(self.person, kind="revoke", message=name)

        assert door.wait_for(Deleted).message == name

    def test_one_person_gets_no_two_messages_at_once(
        self, simulator: Running, door: Door, platform: Platform, account: Account
    ) -> None:
        simulator.say(self.person, "Hello")
        simulator.steer("pace", seconds=6)

        assert isinstance(self.write(platform, account), Sent)
        verdict = self.write(platform, account)
        assert isinstance(verdict, Wait)
        assert verdict.concerns == "person"
        simulator.steer("clock", seconds=verdict.seconds * verdict.factor)
        assert isinstance(self.write(platform, account), Sent)


class TestMessenger(MetaLaws):
    slug = "messenger"
    person = "7000000000000001"

    def test_a_link_to_the_chat_opens_it_with_its_reference(
        self, simulator: Running, door: Door
    ) -> None:
        simulator.say(self.person, kind="start", ref="a7")

        said = door.wait_for(Received).said
        assert (said.kind, said.ref) == ("start", "a7")

    @pytest.mark.parametrize(("app", "is_ours"), [(APP_ID, True), (INBOX, False)])
    def test_a_conversation_can_be_handed_over_and_back(
        self, simulator: Running, door: Door, app: str, is_ours: bool
    ) -> None:
        simulator.say(self.person, kind="handed", app=app)

        assert door.wait_for(Handed).is_ours is is_ours

    def test_the_inbox_of_the_page_takes_a_conversation(
        self, simulator: Running, door: Door, platform: Platform, account: Account
    ) -> None:
        request = platform.hand_over(account, to=self.person)

        assert request is not None
        outcome = send(request)
        assert getattr(outcome, "status", 0) == 200

    def test_an_hour_of_failures_unsubscribes_the_page(
        self, simulator: Running, door: Door, platform: Platform, account: Account
    ) -> None:
        door.status = 500
        assert simulator.say(self.person, "one")[1] == [500]
        simulator.steer("clock", seconds=2 * HOUR)
        assert simulator.say(self.person, "two")[1] == [500]
        door.status = 200

        assert simulator.say(self.person, "three")[1] == [0]
        outcome = send(platform.inspect(account))
        assert "not subscribed" in platform.explain(outcome, account)[0]

        request = platform.connect(account)
        assert request is not None
        send(request)
        assert simulator.say(self.person, "four")[1] == [200]
        assert platform.explain(send(platform.inspect(account)), account) == []


class TestTelegram:
    slug = "telegram"

    def test_a_bot_that_calls_another_address_is_explained(
        self, simulator: Running, door: Door, platform: Platform, account: Account
    ) -> None:
        outcome = send(platform.inspect(account))
        moved = Account("bot", platform="telegram", given=account.given, webhook="https://s/new/")

        assert account.webhook in platform.explain(outcome, moved)[0]
        request = platform.connect(moved)
        assert request is not None
        send(request)
        assert platform.explain(send(platform.inspect(moved)), moved) == []

    def test_what_telegram_could_not_deliver_is_explained(
        self, simulator: Running, door: Door, platform: Platform, account: Account
    ) -> None:
        door.status = 503
        simulator.say("77", "Hello")

        outcome = send(platform.inspect(account))

        assert "Wrong response" in platform.explain(outcome, account)[0]


class TestTwilio:
    slug = "twilio"

    def test_a_suspended_account_is_explained(
        self, simulator: Running, door: Door, platform: Platform, account: Account
    ) -> None:
        simulator.steer("suspend")

        outcome = send(platform.inspect(account))

        assert "suspended" in platform.explain(outcome, account)[0]


@pytest.mark.parametrize("slug", ["messenger", "telegram", "twilio"])
def test_an_inspection_that_cannot_be_read_is_explained(slug: str) -> None:
    account = Account("shop", platform=slug, given={})

    (sentence,) = registry.get(slug).explain(Response(200, b"<html>"), account)

    assert "HTTP 200" in sentence
