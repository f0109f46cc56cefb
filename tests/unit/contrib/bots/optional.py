"""What platforms with further abilities must do: suites on top of the contract."""

from __future__ import annotations

from sharekit.contrib.bots.messages import Message
from sharekit.contrib.bots.platforms.events import Edited, Received, Status
from sharekit.contrib.bots.platforms.protocol import Account, Platform
from sharekit.contrib.bots.platforms.verdicts import Sent
from tests.systems.bots.simulators.running import Running
from tests.unit.contrib.bots.contract import PlatformContract
from tests.unit.contrib.bots.platforms.door import Door


class StatusContract(PlatformContract):
    """A platform that reports what became of a message."""

    def test_statuses_are_the_same_however_often_they_come(
        self, simulator: Running, door: Door, platform: Platform, account: Account
    ) -> None:
        assert platform.limits.reports_status
        for how in ("doubled", "reversed"):
            simulator.steer("reports", how=how)
            self.say(simulator)
            sent = self.write(platform, account, Message("x"))
            assert isinstance(sent, Sent)
            for state in ("sent", "delivered"):
                wanted = (sent.name, state)
                door.wait_for(Status, lambda event: (event.message, event.state) == wanted)  # noqa: B023
        statuses = [each for each in door.events.values() if isinstance(each, Status)]
        assert len(statuses) == 4


class EditContract(PlatformContract):
    """A platform on which people can change what they wrote."""

    def test_an_edited_message_names_the_original(self, simulator: Running, door: Door) -> None:
        name = self.say(simulator, "one")
        original = door.wait_for(Received)

        self.say(simulator, "two", kind="edit", message=name)

        edited = door.wait_for(Edited)
        assert (edited.message, edited.said.text) == (original.name, "two")
        assert edited.person == original.person
