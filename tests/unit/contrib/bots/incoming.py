"""What every platform must do with calls of its vendor: a part of the contract."""

from __future__ import annotations

import pytest

from sharekit.contrib.bots.platforms.events import Received
from sharekit.contrib.bots.platforms.protocol import Account, Call, Platform
from tests.systems.bots.simulators.running import Running
from tests.unit.contrib.bots.platforms.door import Door
from tests.unit.contrib.bots.platforms.samples import GARBAGE
from tests.unit.contrib.bots.platforms.signing import make_call


class IncomingLaws:
    """What a door does with calls."""

    slug: str
    person: str
    stranger: str
    refuses: tuple[str, ...]
    """The refusals that the platform has, by the simulator's names."""

    def say(self, simulator: Running, text: str = "Hello", **further: object) -> str:
        name, statuses = simulator.say(self.person, text, **further)
        assert set(statuses) == {200}
        return name

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
            for value in (
                None,
                "",
                "x",
                "\udcff",
                "ü",
                call.headers[proof] + ", " + call.headers[proof],
            ):
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

    def test_an_account_without_a_secret_believes_nobody(
        self, platform: Platform, account: Account
    ) -> None:
        secrets = [key.name for key in platform.Options.get_declared().values() if key.is_secret]
        given = {**account.given, **dict.fromkeys(secrets, "")}
        bare = Account("bare", platform=self.slug, given=given, webhook=account.webhook)

        assert platform.verify(make_call(account, b"a=b"), [account]) == [account]
        assert platform.verify(make_call(bare, b"a=b"), [bare]) == []

    def test_what_a_platform_invents_next_is_not_a_text(
        self, simulator: Running, door: Door
    ) -> None:
        if self.slug != "twilio":
            self.say(simulator, kind="hologram")

            assert not any(
                isinstance(event, Received) and event.said.kind == "text"
                for event in door.events.values()
            )

    @pytest.mark.parametrize("body", GARBAGE, ids=range(len(GARBAGE)))
    def test_garbage_raises_nothing_and_says_nothing(
        self, platform: Platform, account: Account, body: bytes
    ) -> None:
        call = make_call(account, body)
        signers = platform.verify(call, [account])

        events = platform.read(call, signers) if signers else []

        assert not any(isinstance(event, Received) for event in events)
