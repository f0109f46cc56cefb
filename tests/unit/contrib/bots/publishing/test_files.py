"""A bot can be kept in a file beside the site's code."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from sharekit.contrib.bots.models import Bot
from sharekit.contrib.bots.publishing.file import load_file
from sharekit.contrib.bots.publishing.publish import check

pytestmark = pytest.mark.django_db

SHOP = """
slug = "shop"
name = "Shop"
greeting = "Hello, I answer automatically. Write PERSON for a person."

[menu]
Delivery = "delivery"
"Send it back" = "returns"

[rules.delivery]
phrases = ["delivery time", "how long"]
text = "Three days."

[rules.returns]
phrases = ["return|returns"]
text = "Why?"
choices = { Broken = "broken", "Too small" = "small" }

[rules.returns.steps.broken]
phrases = ["broken"]
text = "Sorry."
then = "end"

[rules.returns.steps.small]
text = "Which size?"
then = "delivery"

[examples]
"How long does it take?" = "delivery"
"What?" = ""
"""


def test_a_file_becomes_a_bot() -> None:
    bot = load_file(SHOP)
    edition = check(bot).draft.edition

    assert check(bot).problems == ()
    assert (bot.slug, bot.language, bot.state) == ("shop", "en", "draft")
    assert [rule.name for rule in edition.rules] == ["delivery", "returns", "broken", "small"]
    delivery, returns, broken, small = edition.rules
    assert [(button.label, button.rule) for button in edition.menu] == [
        ("Delivery", delivery.id),
        ("Send it back", returns.id),
    ]
    assert [button.rule for button in returns.choices] == [broken.id, small.id]
    assert (broken.parent, broken.then) == (returns.id, "end")
    assert (small.then, small.then_rule) == ("rule", delivery.id)
    assert bot.examples.count() == 2


def test_a_rule_keeps_its_number_when_the_file_is_read_again() -> None:
    first = load_file(SHOP)
    numbers = dict(first.rules.values_list("name", "pk"))

    second = load_file(SHOP.replace("Three days.", "Four days.").replace("small", "tiny"))

    assert second == first
    renewed = dict(second.rules.values_list("name", "pk"))
    assert renewed["delivery"] == numbers["delivery"]
    assert "small" not in renewed
    assert second.rules.get(name="delivery").text == "Four days."
    assert second.examples.count() == 2


def test_accounts_that_the_file_does_not_name_stay() -> None:
    bot = load_file(SHOP)
    Bot.objects.update(accounts=["chosen"])

    assert load_file(SHOP).accounts == ["chosen"]
    assert load_file(f'accounts = ["named"]\n{SHOP}').accounts == ["named"]
    bot.refresh_from_db()
    assert bot.accounts == ["named"]


def test_a_rule_that_moves_or_was_there_twice_keeps_one_number() -> None:
    bot = load_file(SHOP)
    broken = bot.rules.get(name="broken")
    bot.rules.create(name="broken", text="Twice.")

    load_file(SHOP.replace("rules.returns.steps.broken", "rules.broken"))

    assert bot.rules.filter(name="broken").values_list("pk", "parent").get() == (broken.pk, None)
    returns = bot.rules.get(name="returns")
    load_file(SHOP.replace("rules.returns]", "rules.back]").replace("returns", "back"))
    assert not bot.rules.filter(pk=returns.pk).exists()
    assert bot.rules.get(name="broken").pk == broken.pk


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("slug = ", "slug ", "cannot be read"),
        ('slug = "shop"', "", "missing required field `slug`"),
        ('slug = "shop"', 'slug = "The shop"', "$.slug"),
        ('name = "Shop"', f'name = "{"x" * 101}"', "length <= 100"),
        ('"Three days."', '"Three\\u0000days."', "$.rules[...].text"),
        ("rules.delivery]", f"rules.{'x' * 101}]", "length <= 100"),
        ('slug = "shop"', 'slug = "shop"\nlanguage = "English"', "$.language"),
        ('"What?"', f'"{"x" * 1001}"', "length <= 1000"),
        ("phrases =", "phrase =", "unknown field `phrase`"),
        ('"returns"', '"retturns"', "There is no rule 'retturns'. Did you mean 'returns'?"),
        ('then = "delivery"', 'then = "deliveri"', "Did you mean 'delivery'?"),
        ("steps.broken", "steps.delivery", "Two rules are called 'delivery'"),
        ("steps.broken", "steps.end", "A rule cannot be called 'end'"),
        ('take?" = "delivery"', 'take?" = "x"', "There is no rule 'x'"),
    ],
)
def test_a_mistake_in_the_file_is_named(old: str, new: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=r"(?s).") as caught:
        load_file(SHOP.replace(old, new, 1))

    assert sentence in str(caught.value)
    assert not Bot.objects.exists()


def load(folder: Path, text: str, *options: str) -> str:
    file = folder / "bot.toml"
    file.write_text(text)
    output = StringIO()
    call_command("sharekit_bot_load", str(file), *options, stdout=output)
    return output.getvalue()


def test_the_command_reads_and_publishes(tmp_path: Path) -> None:
    assert load(tmp_path, SHOP) == "shop: rules 4, examples 2.\n"
    assert Bot.objects.get().state == "draft"

    assert "Published as edition 1." in load(tmp_path, SHOP, "--publish")
    assert Bot.objects.get().state == "live"


def test_the_command_prints_warnings_and_stops_at_errors(tmp_path: Path) -> None:
    warned = load(tmp_path, SHOP.replace("automatically", "gladly"), "--publish")
    assert warned.startswith("Warning: The greeting does not say that customers write with a")
    assert "Published as edition 1." in warned

    with pytest.raises(CommandError, match="“How long does it take\\?” leads to no rule"):
        load(tmp_path, SHOP.replace(', "how long"', ""), "--publish")
    with pytest.raises(CommandError, match="No such file"):
        call_command("sharekit_bot_load", str(tmp_path / "none.toml"))
    assert Bot.objects.get().editions.count() == 1
