"""A shop with a bot, and customers at a simulated platform who talk with it."""

from __future__ import annotations

from typing import Any, Final

from sharekit.contrib.bots.models import Bot, Conversation, Incoming, Outgoing
from sharekit.contrib.bots.platforms.accounts import list_accounts
from sharekit.contrib.bots.platforms.telegram.platform import connect
from sharekit.contrib.bots.publishing.publish import publish
from sharekit.contrib.bots.sending.http import Line
from sharekit.contrib.bots.working import run
from tests.support.waiting import wait
from tests.systems.bots.simulators.running import Running

ACCOUNT: Final = "shop"
PEOPLE: Final = {
    "telegram": ("77", "78"),
    "whatsapp": ("4915550000001", "4915550000002"),
    "messenger": ("7000000000000001", "7000000000000002"),
    "twilio": ("+4915550000001", "+4915550000002"),
}
"""Two customers of each platform, by the addresses that the simulators know."""


class World:
    """What a test says, and what it sees."""

    def __init__(self, simulator: Running) -> None:
        self.simulator = simulator
        self.person, self.stranger = PEOPLE[simulator.platform]

    def connect(self) -> None:
        """Make the platform call the site, where that is done by a request."""
        (account,) = list_accounts()
        if account.platform == "telegram":
            with Line() as line:
                line.send(connect(account))

    def make_bot(self, **further: Any) -> Bot:
        bot = Bot.objects.create(
            slug="helper",
            name="Helper",
            language="en",
            greeting="Hello, I am an automatic helper.",
            accounts=[ACCOUNT],
            **further,
        )
        bot.rules.create(place=1, name="Delivery", phrases="delivery time", text="Two days.")
        bot.rules.create(
            place=2, name="Sizes", phrases="size", text="See the table.", article="/help/sizes/"
        )
        bot.rules.create(place=3, name="Bye", phrases="bye", text="Bye.", then="end")
        publish(bot, accepts_warnings=True)
        return bot

    def say(self, text: str = "", *, by: str = "", **further: Any) -> str:
        """Let a customer write; return the message's name at the platform."""
        name, statuses = self.simulator.say(by or self.person, text, **further)
        assert set(statuses) == {200}, statuses
        return name

    def ask(self, text: str, **further: Any) -> list[str]:
        """Let a customer write, answer, and return everything that the customer has got."""
        self.say(text, **further)
        run.answer()
        return self.read(by=further.get("by", ""))

    def read(self, *, by: str = "") -> list[str]:
        """Return the texts that a customer has got."""
        taken = self.simulator.read_taken()
        return [each["text"] for each in taken if each["person"] == (by or self.person)]

    @property
    def conversation(self) -> Conversation:
        return Conversation.objects.latest("pk")

    @property
    def answer(self) -> Outgoing:
        return Outgoing.objects.latest("pk")

    @property
    def question(self) -> Incoming:
        return Incoming.objects.filter(kind="received").latest("pk")

    def wait_for_news(self) -> None:
        """Return when the platform has reported what became of an answer."""
        wait(
            lambda: Incoming.objects.filter(kind="status", state="new").count(),
            lambda number: number > 0,
            within=10,
        )
