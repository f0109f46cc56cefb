"""What every platform must do: a suite that each implementation runs against its simulator."""

from __future__ import annotations

import pytest

from sharekit.contrib.bots.messages import Choice, Message
from sharekit.contrib.bots.platforms.events import Received, Status
from sharekit.contrib.bots.platforms.fit import fit, read_back
from sharekit.contrib.bots.platforms.protocol import Account, Broken, Platform, Response
from sharekit.contrib.bots.platforms.registry import find_missing
from sharekit.contrib.bots.platforms.verdicts import Refused, Sent, Unknown, Verdict, Wait
from tests.systems.bots.simulators.running import Running
from tests.unit.contrib.bots.incoming import IncomingLaws
from tests.unit.contrib.bots.platforms.door import Door, send
from tests.unit.contrib.bots.platforms.samples import BROKEN, CAUSES, HARD


class PlatformContract(IncomingLaws):
    """The laws; a subclass names its platform and has `person` and `stranger`, two addresses."""

    def write(
        self, platform: Platform, account: Account, message: Message, *, mark: str = "o.1"
    ) -> Verdict:
        request = platform.write(message, account, to=self.person, mark=mark)
        return platform.judge(send(request), account)

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

    @pytest.mark.parametrize("label", ["Returns", "Returns, and what they cost"])
    def test_a_choice_comes_back_pressed_or_as_a_number(
        self, simulator: Running, door: Door, platform: Platform, account: Account, label: str
    ) -> None:
        message = Message("What about?", choices=(Choice("Delivery", "r1"), Choice(label, "r2")))
        self.say(simulator)
        self.write(platform, account, message)

        (taken,) = simulator.read_taken()
        if taken["choices"]:
            second = taken["choices"][1]
            self.say(simulator, second["label"], kind="choice", choice=second["name"])
        else:
            assert f"2 {label}" in taken["text"]
            self.say(simulator, "2")

        received = door.wait_for(Received, lambda event: event.said.text != "Hello")
        said = read_back(received.said, message, platform.limits)
        assert (said.kind, said.text, said.choice) == ("choice", label, "r2")

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

    def test_an_account_that_is_well_has_nothing_to_explain(
        self, simulator: Running, door: Door, platform: Platform, account: Account
    ) -> None:
        outcome = send(platform.inspect(account))

        assert platform.explain(outcome, account) == []
        assert simulator.read_taken() == []

    def test_an_account_that_is_not_well_is_explained(
        self, simulator: Running, door: Door, platform: Platform, account: Account
    ) -> None:
        names = {"telegram": "token", "twilio": "auth_token"}
        given = {**account.given, names.get(self.slug, "token"): "another"}
        other = Account("other", platform=self.slug, given=given, webhook=account.webhook)
        refused = send(platform.inspect(other))

        for outcome in (refused, Broken(was_sent=False, reason="no line"), Response(502)):
            (sentence,) = platform.explain(outcome, other)
            assert sentence.endswith(".")
            assert "another" not in sentence

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
