"""What is said to be stored is what is stored: every column, in the site's own mode."""

from __future__ import annotations

import pytest
from django.apps import apps
from pytest_django import Settings

from sharekit.events import Event
from sharekit.extensions import INVENTORIES
from sharekit.privacy.inventory import CORE
from sharekit.privacy.page import describe_privacy, render_privacy


def find_limit(table: str, column: str) -> str:
    tables = {each.db_table: each for each in describe_privacy().tables}
    return {each.name: each.limit for each in tables[table].columns}[column]


def find_choices() -> dict[str, str]:
    return {each.name: each.value for each in describe_privacy().choices}


def find_items() -> list[str]:
    return [each.name for each in CORE.list_device()]


def test_every_column_has_a_reason_and_every_reason_a_column() -> None:
    tables = dict(CORE.tables)
    for inventory in INVENTORIES.values():
        tables.update(inventory.tables)
    labels = {"sharekit"}.union(*(inventory.labels for inventory in INVENTORIES.values()))
    models = [model for label in labels for model in apps.get_app_config(label).get_models()]
    columns: dict[object, set[str]] = {
        model: {field.name for field in model._meta.concrete_fields}
        for model in models
        if not model._meta.proxy
    }
    # What waits is a column of its own whose inside the models do not know.
    columns[Event] = set(Event.__struct_fields__)

    assert {model: {*stored.reasons} for model, stored in tables.items()} == columns
    assert all(stored.sooner.keys() <= stored.reasons.keys() for stored in tables.values())


def test_the_limits_are_those_in_force(settings: Settings) -> None:
    settings.SHAREKIT = {"KEEP_DAYS": 30, "FOLD_DAYS": 12}

    assert find_limit("sharekit_sharelink", "token") == "30 days"
    assert find_limit("sharekit_clickback", "at") == "30 days"
    assert find_limit("sharekit_clickback", "reader") == "48 hours in the running database"
    assert find_limit("sharekit_dailysalt", "salt") == "48 hours in the running database"
    assert find_limit("sharekit_sharerollup", "hour") == "12 days"
    assert find_limit("sharekit_sharerollup", "shares") == "until you delete it"
    assert (find_choices()["KEEP_DAYS"], find_choices()["FOLD_DAYS"]) == ("30", "12")


@pytest.mark.parametrize("privacy", ["links", "channel"])
@pytest.mark.parametrize("consent", ["never", "ask", "given"])
def test_the_present_choices_are_reported(settings: Settings, privacy: str, consent: str) -> None:
    settings.SHAREKIT = {"PRIVACY": privacy, "CONSENT": consent}

    assert (find_choices()["PRIVACY"], find_choices()["CONSENT"]) == (privacy, consent)


@pytest.mark.parametrize(
    ("chosen", "items"),
    [
        ({"CONSENT": "never"}, ["sharekit-plain"]),
        ({"CONSENT": "given", "PRIVACY": "channel"}, ["sharekit-plain"]),
        ({"CONSENT": "ask"}, ["sharekit:own:…", "sharekit:…", "sharekit-plain"]),
        ({"CONSENT": "given", "NOTICE": False}, ["sharekit:own:…", "sharekit:…"]),
        ({"COPY_MODE": "count"}, ["sharekit-plain"]),
        ({"COPY_MODE": "off"}, ["sharekit-plain"]),
        ({"NOTICE": False}, []),
    ],
)
def test_what_is_kept_on_the_device_follows_the_settings(
    settings: Settings, chosen: dict[str, object], items: list[str]
) -> None:
    settings.SHAREKIT = chosen

    assert find_items() == [*items, "sharekit-off"]


def test_the_inventory_names_the_limits_of_senders(settings: Settings) -> None:
    settings.SHAREKIT = {"RATE_LIMIT_NETWORK": "600/minute", "RATE_LIMIT_READER": ""}

    assert find_choices()["RATE_LIMIT_NETWORK"] == "600/minute"
    assert "RATE_LIMIT_READER" not in find_choices()


def test_the_text_holds_all_that_the_page_holds() -> None:
    described = describe_privacy()

    text = render_privacy(described)

    for table in described.tables:
        assert f"### {table.name}" in text
        for column in table.columns:
            assert f"| `{column.name}` | {column.why} | {column.limit} |" in text
    for choice in described.choices:
        assert f"| {choice.name} | {choice.value} | {choice.meaning} |" in text
    for item in described.device:
        assert f"| `{item.name}` | {item.why} | {item.limit} |" in text
    for sentence in (*described.never, *described.outside):
        assert f"- {sentence}\n" in text
    rows = [line for line in text.splitlines() if line.startswith("|")]
    assert {line.count("|") for line in rows} == {4}
