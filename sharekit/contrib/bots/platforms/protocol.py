"""What every platform can do, and what goes in and out.

A platform does no input and output, so each of its functions can be tested with bytes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, Literal, Protocol

import msgspec

from sharekit.contrib.bots.messages import Message
from sharekit.contrib.bots.platforms.events import AnyEvent
from sharekit.contrib.bots.platforms.verdicts import Verdict
from sharekit.setting import Setting, Settings


class Key(Setting[str]):
    """A key of an account, such as `token = Key(meaning=…)`; its name is that of the attribute."""

    def __init__(
        self,
        default: str = "",
        *,
        meaning: str,
        must_be: str = "a text",
        name: str = "",
        is_secret: bool = False,
        is_required: bool = True,
    ) -> None:
        super().__init__(default, meaning=meaning, must_be=must_be, name=name, is_secret=is_secret)
        self.is_required = is_required and not default

    def __set_name__(self, owner: type[Settings], name: str) -> None:
        self.attribute = name
        self.name = self.name or name

    @property
    def value_type(self) -> Any:
        """The type of the value: all keys are texts."""
        return str


class Account:
    """A number, page or bot at a platform, with the keys that the site has set for it.

    `webhook` is the public address of this site's door for the platform.
    """

    def __init__(
        self, slug: str, *, platform: str, given: Mapping[str, str], webhook: str = ""
    ) -> None:
        self.slug = slug
        self.platform = platform
        self.given = given
        self.webhook = webhook

    def __repr__(self) -> str:
        return f"<Account {self.slug}>"


class Call(msgspec.Struct, frozen=True):
    """A request to the door: `query` as it was received, headers by lower-case names."""

    method: str
    query: str = ""
    headers: Mapping[str, str] = {}
    body: bytes = b""

    def get_bytes(self, header: str) -> bytes:
        """Return a header as it can be compared; a server may pass half a surrogate pair."""
        return self.headers.get(header, "").encode(errors="replace")


class Reply(msgspec.Struct, frozen=True):
    """What the door answers."""

    body: bytes = b""
    content_type: str = "text/plain; charset=utf-8"


class Request(msgspec.Struct, frozen=True):
    """What to send to a platform. It has secrets, so its representation shows nothing."""

    url: str
    headers: Mapping[str, str] = {}
    body: bytes | None = None
    method: Literal["GET", "POST"] = "POST"

    def __repr__(self) -> str:
        return "<Request>"


class Response(msgspec.Struct, frozen=True):
    """What the platform answered; headers by lower-case names."""

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = {}


class Broken(msgspec.Struct, frozen=True):
    """The platform did not answer; `was_sent` is False if certainly no byte has left."""

    was_sent: bool
    reason: str = ""


Outcome = Response | Broken


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """What a platform allows. A length counts as UTF-16 does, so an emoji has two signs.

    `text` is the length of a message, `text_with_choices` of one with buttons or a list. There are
    at most `buttons` buttons of `label` signs, else a list of `rows` rows of `row` signs, each with
    a description of `description` signs; 0 if the platform has none. `name` is the most bytes of a
    choice's name. `window` is for how many hours after the last message of a person the bot may
    answer, 0 for always. `per_second` is how many messages an account may send, and `per_person`
    how many seconds apart two messages to one person should be. `confirms` are the words, in lower
    case, by which a person stops the account at the platform, which confirms it by itself.
    """

    text: int
    text_with_choices: int = 0
    buttons: int = 0
    label: int = 0
    rows: int = 0
    row: int = 0
    description: int = 0
    name: int = 0
    window: int = 0
    per_second: int = 1
    per_person: float = 0
    counts_segments: bool = False
    returns_mark: bool = False
    reports_status: bool = False
    confirms: frozenset[str] = frozenset()


class Found(msgspec.Struct, frozen=True):
    """What a platform returned to a search for missed messages, and the request for more.

    `is_read` is False if the answer was not a page of messages, so the search must be repeated.
    """

    events: list[AnyEvent]
    further: Request | None = None
    is_read: bool = True


class Platform(Protocol):
    """One vendor's API. All accounts of a platform share one door."""

    slug: str
    channel: str
    """The slug of the channel whose letter its links carry."""
    limits: Limits
    Options: type[Settings]
    """The keys of an account."""

    def greet(self, call: Call, accounts: Sequence[Account]) -> Reply | None:
        """Return the answer to a GET by which the platform tests the door; None refuses it."""

    def verify(self, call: Call, accounts: Sequence[Account]) -> list[Account]:
        """Return the accounts whose secret signed a call, before anything of it is parsed."""

    def read(self, call: Call, accounts: Sequence[Account]) -> list[AnyEvent]:
        """Return the events of a call that `verify` accepted for these accounts.

        What concerns another account is left out. It raises nothing.
        """

    def thank(self) -> Reply:
        """Return what the platform wants as the answer to a call that is stored."""

    def write(self, message: Message, account: Account, *, to: str, mark: str) -> Request:
        """Return the request that sends a message to an address; `mark` comes back if it can."""

    def judge(self, outcome: Outcome, account: Account) -> Verdict:
        """Return what became of a message."""

    def show_typing(self, account: Account, *, to: str, name: str) -> Request | None:
        """Return the request that shows that an answer to the message of that name is on its way.

        None if the platform cannot show it. Nothing depends on its outcome.
        """

    def acknowledge(self, account: Account, *, name: str) -> Request | None:
        """Return the request that ends a button's wait after the message of that name, if any."""

    def hand_over(self, account: Account, *, to: str) -> Request | None:
        """Return the request that gives a conversation to the platform's own inbox, if any."""

    def catch_up(self, account: Account, *, since: int) -> Request | None:
        """Return a search for messages since a time (in milliseconds), if the platform has one."""

    def find(self, response: Response, account: Account) -> Found:
        """Return what a search found; its events have the names that the door gives them."""

    def connect(self, account: Account) -> Request | None:
        """Return the request that makes the platform call the door; None if its owner does that."""

    def inspect(self, account: Account) -> Request:
        """Return a request that changes nothing, and shows whether the account is well."""

    def explain(self, outcome: Outcome, account: Account) -> list[str]:
        """Return what is wrong by the answer to `inspect`: a sentence each, none if all is well."""


class Quiet:
    """What a platform does that has none of these."""

    def greet(self, call: Call, accounts: Sequence[Account]) -> Reply | None:
        """Refuse: the platform does not test the door."""
        return None

    def thank(self) -> Reply:
        """Return an empty answer."""
        return Reply()

    def acknowledge(self, account: Account, *, name: str) -> Request | None:
        """Return None: its buttons do not wait."""
        return None

    def show_typing(self, account: Account, *, to: str, name: str) -> Request | None:
        """Return None: it shows nothing."""
        return None

    def hand_over(self, account: Account, *, to: str) -> Request | None:
        """Return None: it has no inbox."""
        return None

    def catch_up(self, account: Account, *, since: int) -> Request | None:
        """Return None: the platform delivers again what it could not deliver."""
        return None

    def find(self, response: Response, account: Account) -> Found:
        """Return nothing."""
        return Found([])

    def connect(self, account: Account) -> Request | None:
        """Return None: the owner enters the address at the platform."""
        return None


JSON_HEADERS: Final = {"Content-Type": "application/json"}
