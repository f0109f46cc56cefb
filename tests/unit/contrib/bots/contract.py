"""What every platform must do: a suite that each implementation runs against its simulator."""

from __future__ import annotations

import pytest

from sharekit.contrib.bots.messages import Choice, Message
from sharekit.contrib.bots.platforms.events import Received, Status
from sharekit.contrib.bots.platforms.fit import fit, read_back
from sharekit.contrib.bots.platforms.protocol import Account, Broken, Call, Platform, Response
from sharekit.contrib.bots.platforms.registry import find_missing
from sharekit.contrib.bots.platforms.verdicts import Refused, Sent, Unknown, Verdict, Wait
from tests.systems.bots.simulators.running import Running
from tests.unit.contrib.bots.platforms.door import Door, send
from tests.unit.contrib.bots.platforms.samples import BROKEN, CAUSES, GARBAGE, HARD
from tests.unit.contrib.bots.platforms.signing import make_call


class PlatformContract:
    """The laws; a subclass names its platform and has `person` and `stranger`, two addresses."""

    slug: str
    person: str
    stranger: str
    refuses: tuple[str, ...]
    """The refusals that the platform has, by the simulator's names."""

    def say(self, simulator: Running, text: str = "Hello", **further: object) -> str:
        name, statuses = simulator.say(self.person, text, **further)
        assert set(statuses) == {200}
        return name

    def write(
        self, platform: Platform, account: Account, message: Message, *, mark: str = "o.1"
    ) -> Verdict:
        request = platform.write(message, account, to=self.person, mark=mark)
        return platform.judge(send(request), account)

    # What comes in.

    def test_a_text_arrives_with_the_person_who_may_be_answered(
        self, simulator: Running, door: Door
    ) -> None:
        self.say(simulator, "Wo ist mein Paket? 🐦 ")

        received = door.wait_for(Received)
        assert received.said.kind == "text"
        assert received.said.text == "Wo ist mein Paket? 🐦 "
        assert (received.account, received.person.address) == ("shop", self.person)
        assert received.sent_at % 1 == 0

    def test_a_repetition_has_the_same_name(self, simulator: Running, door: Door) -> None:
        name = self.say(simulator, copies=4)
        other = self.say(simulator, "Another")
        simulator.steer("deliver", names=[name, other], copies=2)

        # Twilio and Telegram deliver one event a call, Meta both together.
        assert len(door.calls) in {4 + 1 + 2, 4 + 1 + 4}
        assert len(door.events) == 2

    def test_two_people_are_never_one(self, simulator: Running, door: Door) -> None:
        simulator.say(self.person, "Hello")
        simulator.say(self.stranger, "Hello")

        received = [each for each in door.events.values() if isinstance(each, Received)]
        assert {each.person.address for each in received} == {self.person, self.stranger}
        assert len({each.person.key for each in received}) == 2

    def test_what_the_door_did_not_take_comes_again(self, simulator: Running, door: Door) -> None:
        door.status = 503
        _, statuses = simulator.say(self.person, "Hello")
        assert statuses == [503]
        door.status = 200
        simulator.steer("retry")

        assert door.wait_for(Received).said.text == "Hello"

    def test_a_picture_is_media_with_its_words(self, simulator: Running, door: Door) -> None:
        self.say(simulator, "look", kind="media")

        said = door.wait_for(Received).said
        assert (said.kind, said.text) == ("media", "look")

    def test_a_call_without_its_proof_is_refused(
        self, simulator: Running, door: Door, platform: Platform, account: Account
    ) -> None:
        self.say(simulator)
        (call,) = door.calls
        proofs = [name for name in call.headers if name.startswith("x-")]
        assert proofs

        for proof in proofs:
            for value in (None, "", "x", call.headers[proof] + ", " + call.headers[proof]):
                headers = dict(call.headers)
                headers.pop(proof)
                if value is not None:
                    headers[proof] = value
                forged = Call("POST", query=call.query, headers=headers, body=call.body)
                assert platform.verify(forged, [account]) == []

    def test_another_secret_signs_nothing_of_this_account(
        self, simulator: Running, door: Door, platform: Platform, account: Account
    ) -> None:
        self.say(simulator)
        (call,) = door.calls
        names = [key.name for key in platform.Options.get_declared().values() if key.is_secret]
        given = {**account.given, **dict.fromkeys(names, "another")}
        other = Account("other", platform=self.slug, given=given, webhook=account.webhook)

        assert platform.verify(call, [other]) == []
        assert platform.verify(call, [other, account]) == [account]

    @pytest.mark.parametrize("body", GARBAGE, ids=range(len(GARBAGE)))
    def test_garbage_raises_nothing_and_says_nothing(
        self, platform: Platform, account: Account, body: bytes
    ) -> None:
        call = make_call(account, body)
        signers = platform.verify(call, [account])

        events = platform.read(call, signers) if signers else []

        assert not any(isinstance(event, Received) for event in events)

    # What goes out.

    @pytest.mark.parametrize("message", HARD, ids=range(len(HARD)))
    def test_every_message_is_fitted_so_that_it_is_taken(
        self, simulator: Running, door: Door, platform: Platform, account: Account, message: Message
    ) -> None:
        self.say(simulator)

        assert isinstance(self.write(platform, account, message), Sent)

        (taken,) = simulator.read_taken()
        assert taken["person"] == self.person
        fitted = fit(message, platform.limits)
        assert taken["text"] == fitted.text
        assert [each["name"] for each in taken["choices"]] == [each.name for each in fitted.choices]
        if message.link:
            assert message.link.url in taken["text"]

    def test_a_choice_comes_back_pressed_or_as_a_number(
        self, simulator: Running, door: Door, platform: Platform, account: Account
    ) -> None:
        choices = (Choice("Delivery", "r1"), Choice("Returns", "r2"))
        message = Message("What about?", choices=choices)
        self.say(simulator)
        self.write(platform, account, message)

        (taken,) = simulator.read_taken()
        if taken["choices"]:
            second = taken["choices"][1]
            self.say(simulator, second["label"], kind="choice", choice=second["name"])
        else:
            assert "2 Returns" in taken["text"]
            self.say(simulator, "2")

        received = door.wait_for(Received, lambda event: event.said.text != "Hello")
        said = read_back(received.said, message, platform.limits)
        assert (said.kind, said.text, said.choice) == ("choice", "Returns", "r2")

    def test_each_refusal_says_what_follows(
        self, simulator: Running, door: Door, platform: Platform, account: Account
    ) -> None:
        self.say(simulator)
        for fault in self.refuses:
            simulator.steer("fault", fault=fault)

            verdict = self.write(platform, account, Message("x"))

            assert isinstance(verdict, Refused), fault
            assert verdict.cause == CAUSES[fault]
            assert verdict.code
            assert verdict.sentence
        assert simulator.read_taken() == []

    @pytest.mark.parametrize("fault", ["limited", "busy"])
    def test_a_busy_platform_gets_the_message_later(
        self, simulator: Running, door: Door, platform: Platform, account: Account, fault: str
    ) -> None:
        self.say(simulator)
        simulator.steer("fault", fault=fault)

        verdict = self.write(platform, account, Message("x"))

        assert isinstance(verdict, Wait)
        assert verdict.seconds >= 1
        assert isinstance(self.write(platform, account, Message("x")), Sent)

    @pytest.mark.parametrize("fault", BROKEN)
    def test_an_answer_that_is_missing_leaves_it_unknown(
        self, simulator: Running, door: Door, platform: Platform, account: Account, fault: str
    ) -> None:
        self.say(simulator)
        simulator.steer("fault", fault=fault)

        verdict = self.write(platform, account, Message("x"), mark="o.9f3a")

        assert isinstance(verdict, Unknown)
        assert verdict.reason
        was_taken = bool(simulator.read_taken())
        assert was_taken is (fault in {"break-after", "half"})
        if was_taken and platform.limits.returns_mark:
            status = door.wait_for(Status, lambda event: event.mark == "o.9f3a")
            assert status.state in {"sent", "delivered"}

    def test_a_platform_that_is_silent_leaves_it_unknown(
        self, simulator: Running, door: Door, platform: Platform, account: Account
    ) -> None:
        self.say(simulator)
        simulator.steer("fault", fault="silent")
        request = platform.write(Message("x"), account, to=self.person, mark="o.1")

        verdict = platform.judge(send(request, timeout=0.5), account)

        assert isinstance(verdict, Unknown)

    def test_a_platform_that_is_away_gets_the_message_later(
        self, platform: Platform, account: Account
    ) -> None:
        verdict = platform.judge(Broken(was_sent=False), account)

        assert verdict == Wait("unreachable")

    @pytest.mark.parametrize("status", [200, 201, 204, 302, 400, 403, 404, 500, 504])
    @pytest.mark.parametrize("body", [b"", b"{}", b"<html>", b"[" * 100_000])
    def test_an_answer_of_something_else_leaves_it_unknown(
        self, platform: Platform, account: Account, status: int, body: bytes
    ) -> None:
        assert isinstance(platform.judge(Response(status, body), account), Unknown)

    def test_a_server_that_says_503_did_not_take_it(
        self, platform: Platform, account: Account
    ) -> None:
        assert isinstance(platform.judge(Response(503, b""), account), Wait)

    def test_the_window_closes(
        self, simulator: Running, door: Door, platform: Platform, account: Account
    ) -> None:
        self.say(simulator)
        simulator.steer("clock", seconds=3600 * 25)

        verdict = self.write(platform, account, Message("x"))

        if platform.limits.window:
            assert isinstance(verdict, Refused)
            assert verdict.cause == "late"
        else:
            assert isinstance(verdict, Sent)

    # What surrounds it.

    def test_that_a_bot_writes_can_be_shown(
        self, simulator: Running, door: Door, platform: Platform, account: Account
    ) -> None:
        self.say(simulator)
        received = door.wait_for(Received)

        request = platform.show_typing(account, to=self.person, name=received.name)

        if request is not None:
            outcome = send(request)
            assert isinstance(outcome, Response)
            assert outcome.status == 200
        assert simulator.read_taken() == []

    def test_secrets_are_in_no_representation(self, platform: Platform, account: Account) -> None:
        request = platform.write(Message("x"), account, to=self.person, mark="o.1")
        keys = platform.Options.get_declared().values()
        secrets = [
            account.given[key.name] for key in keys if key.is_secret and key.name in account.given
        ]

        shown = f"{request!r} {account!r} {platform!r}"

        assert secrets
        assert not any(secret in shown for secret in secrets)

    def test_the_keys_are_declared(self, platform: Platform, account: Account) -> None:
        declared = platform.Options.get_declared()

        assert set(account.given) <= set(declared)
        assert all(declared[name].accepts(value) for name, value in account.given.items())
        assert find_missing(platform, account.given) == []
        assert set(find_missing(platform, {})) <= set(account.given)
        assert find_missing(platform, {})
