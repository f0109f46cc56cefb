"""What optional apps add to sharekit: six registries, one for each seam.

A registry is a dict. An app adds its entry under its own short name in `AppConfig.ready()`, and
sharekit shows it or calls it where the registry says. sharekit never imports an optional app.

What an app raises takes only its own part away, which is then reported. What deletes or exports a
person's data ends with the error, because a part of it would look like the whole.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any, Final, Literal

import msgspec
from django.apps import apps

from sharekit import log
from sharekit.exceptions import AppFailed

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.utils.functional import Promise

    from sharekit.models import Article, Withdrawal


@contextmanager
def call(app: str) -> Iterator[None]:
    """Raise `AppFailed` for any error of an app, and log it, at most once a minute."""
    try:
        yield
    except Exception as error:
        log.write_throttled(
            logging.ERROR, "The optional app %s failed.", app, kind=app, error=error
        )
        raise AppFailed(app, error) from error


class Keeper:
    """Deletes what an app keeps, and shows it to the person whom it is about.

    An app overrides the methods that concern it. Those that delete return the number of rows that
    they deleted or cleared. Each `forget_` is called in a transaction, which `--dry-run` rolls
    back: it changes rows of sharekit's database only, and sends nothing.
    """

    title: str | Promise
    """The name of the app's rows for people, such as "Conversions"."""

    def prune(self) -> int:
        """Delete rows whose time has ended. Called once an hour, outside a transaction."""
        return 0

    def forget_article(self, article: Article) -> int:
        """Delete what names an article, before the article and all rows that cascade from it."""
        return 0

    def forget_hours(self, hours: Withdrawal) -> int:
        """Subtract from the counts of an article what it counted in these hours."""
        return 0

    def forget_link(self, token: str) -> int:
        """Delete what names the token of a link."""
        return 0

    def forget_person(self, address: str) -> int:
        """Delete what names a person, given by mail address or telephone number."""
        return 0

    def export_person(self, address: str) -> list[dict[str, Any]]:
        """Return the rows that name a person, as JSON can hold them."""
        return []


KEEPERS: Final[dict[str, Keeper]] = {}
"""Asked by sharekit_prune, its task, sharekit_forget and sharekit_export."""


Level = Literal["ok", "hint", "problem"]


class Finding(msgspec.Struct, frozen=True):
    """One line of the doctor: a result, and the step that fixes it."""

    level: Level
    sentence: str
    step: str = ""


FINDINGS: Final[dict[str, Callable[[], Iterable[Finding]]]] = {}
"""Functions that examine an app; sharekit_doctor prints what they return."""


class Trial(msgspec.Struct, frozen=True):
    """How the doctor tries an app: where its mails go, and whether requests go over HTTP.

    `to` is "" if nobody gave an address. Other requests go through the middleware, in this process.
    """

    to: str = ""
    is_over_http: bool = False


TRIALS: Final[dict[str, Callable[[Trial], Iterable[Finding]]]] = {}
"""Functions that do once what an app does for readers, and leave nothing behind.

sharekit_doctor prints what they return after the findings."""


class Stored(msgspec.Struct, frozen=True):
    """The content of a table, how long its rows are kept, and the reason for each column.

    A limit is a function, such as those in privacy/limits.py, because settings may change it.
    `sooner` names the columns that are cleared before their row is deleted.
    """

    name: str | Promise
    meaning: str | Promise
    limit: Callable[[], str]
    reasons: Mapping[str, str | Promise]
    sooner: Mapping[str, Callable[[], str]] = {}


class Item(msgspec.Struct, frozen=True):
    """A column, or something that is kept on a reader's device."""

    name: str
    why: str
    limit: str


class Choice(msgspec.Struct, frozen=True):
    """A setting, its current value, and its meaning for readers."""

    name: str
    value: str
    meaning: str


class Inventory(msgspec.Struct, frozen=True):
    """What an app stores: every table, and what depends on its settings.

    `tables` maps each model of the app, or the type of a payload, to its description. The functions
    return the settings, the items on a reader's device, and sentences about copies elsewhere.
    """

    tables: Mapping[type[Any], Stored]
    list_choices: Callable[[], list[Choice]] = list
    list_device: Callable[[], list[Item]] = list
    list_outside: Callable[[], list[str]] = list

    def __post_init__(self) -> None:
        """Raise ValueError if a model or a column lacks a reason, or a reason has no column."""
        for table, stored in self.tables.items():
            if wrong := _list_columns(table) ^ stored.reasons.keys():
                names = ", ".join(sorted(wrong))
                raise ValueError(f"Give each column of {table.__name__} one reason: {names}.")
        for model in apps.get_models():
            is_table = model._meta.app_label in self.labels and not model._meta.proxy
            if is_table and model not in self.tables:
                raise ValueError(f"The inventory lacks the model {model.__name__}.")

    @property
    def labels(self) -> set[str]:
        """The labels of the apps whose models it describes."""
        return {table._meta.app_label for table in self.tables if hasattr(table, "_meta")}


def _list_columns(table: type[Any]) -> set[str]:
    if not hasattr(table, "_meta"):
        return set(table.__struct_fields__)
    return {field.name for field in table._meta.concrete_fields}


INVENTORIES: Final[dict[str, Inventory]] = {}
"""Shown on the privacy page of the admin and in its text."""


class Section(msgspec.Struct, frozen=True):
    """A table on the report and on the page of each article, also exported as CSV and JSON.

    `columns` maps names in exports to headings on the page. The first column names the row, the
    others hold numbers. `meaning` says what the figures count and what they cannot show.
    `list_rows` gets an article, or None for the report on all; the first and the last day of the
    period, None where it is open; and the articles of the chosen site, language and group, None for
    all and for one article.
    It returns rows with a value for each column, or None where the section does not belong.
    `list_sentences` gets these rows and returns sentences that the page shows before the table.
    """

    heading: str | Promise
    meaning: str | Promise
    columns: Mapping[str, str | Promise]
    list_rows: Callable[
        [Article | None, date | None, date | None, QuerySet[Article] | None],
        Iterable[Mapping[str, Any]] | None,
    ]
    list_sentences: Callable[[Sequence[Mapping[str, Any]]], Iterable[str]] = lambda _rows: ()


SECTIONS: Final[dict[str, Section]] = {}
"""The name is also that of the exported table."""

API: Final[dict[str, str]] = {}
"""The dotted path of an app's URLconf, which is included below `api/NAME/`."""
