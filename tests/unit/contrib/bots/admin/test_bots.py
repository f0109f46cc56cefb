"""The page of a bot: its form, the outline of its rules, and its examples."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from sharekit.contrib.bots.models import Bot, BotTotal, Contact, Rule
from sharekit.contrib.bots.publishing.publish import publish

LIST = "/admin/sharekit_bots/bot/"
RULES = "/admin/sharekit_bots/rule/"
FORM = {"name": "Help", "slug": "help", "language": "en", "greeting": "I am a bot."}
RULE = {"name": "opening", "phrases": "open", "text": "At nine.", "then": "stay", "is_on": "on"}


def list_names(bot: Bot, parent: Rule | None = None) -> list[str]:
    return [rule.name for rule in bot.rules.filter(parent=parent)]


def test_a_new_bot_is_a_draft_and_its_page_is_shown(writer: Client, settings: Settings) -> None:
    settings.SHAREKIT = {"BOTS": {"ACCOUNTS": {"shop": {"platform": "telegram", "token": "x"}}}}

    page = writer.post(f"{LIST}add/", {**FORM, "accounts": ["shop"]}, follow=True)

    bot = Bot.objects.get()
    assert page.redirect_chain[-1][0] == f"{LIST}{bot.pk}/change/"
    assert (bot.state, bot.accounts, bot.menu) == ("draft", ["shop"], [])
    assert page.context["lines"] == []


def test_a_bot_keeps_its_short_name_and_gets_a_menu(writer: Client, bot: Bot) -> None:
    rule = bot.rules.get(name="delivery")
    menu = {"menu-0-label": "Delivery", "menu-0-rule": str(rule.pk)}

    writer.post(f"{LIST}{bot.pk}/change/", {**FORM, **menu})

    bot.refresh_from_db()
    assert (bot.slug, bot.name) == ("shop", "Help")
    assert bot.menu == [{"label": "Delivery", "rule": rule.pk}]
    page = writer.get(f"{LIST}{bot.pk}/change/").content.decode()
    assert 'value="Delivery"' in page
    writer.post(f"{LIST}{bot.pk}/change/", FORM)
    bot.refresh_from_db()
    assert bot.menu == []


def test_a_project_with_several_sites_asks_for_the_site(writer: Client, settings: Settings) -> None:
    sites = {"a.example": "https://a.example", "b.example": "https://b.example"}
    settings.SHAREKIT = {"SITES": sites}

    writer.post(f"{LIST}add/", {**FORM, "site": "b.example"})

    assert Bot.objects.get().site == "b.example"


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ({"label": "", "rule": "1"}, "A button has no label."),
        ({"label": "Go", "rule": ""}, "Choose where the button “Go” leads."),
        ({"label": "x" * 101, "rule": "own"}, "is too long."),
    ],
)
def test_half_a_button_is_refused(
    writer: Client, bot: Bot, row: dict[str, str], sentence: str
) -> None:
    rule = row["rule"].replace("own", str(bot.rules.get(name="delivery").pk))
    buttons = {"menu-0-label": row["label"], "menu-0-rule": rule}

    page = writer.post(f"{LIST}{bot.pk}/change/", {**FORM, **buttons})

    assert sentence in str(page.context["adminform"].form.errors["menu"])


def test_a_rule_is_written_below_its_bot(writer: Client, bot: Bot) -> None:
    rule = bot.rules.get(name="delivery")
    buttons = {"choices-0-label": "When?", "choices-0-rule": str(rule.pk)}

    page = writer.post(f"{RULES}add/?bot={bot.pk}", {**RULE, **buttons})

    assert page["Location"] == f"{LIST}{bot.pk}/change/"
    written = bot.rules.get(name="opening")
    assert written.choices == [{"label": "When?", "rule": rule.pk}]
    assert list_names(bot)[-1] == "opening"


def test_a_step_moves_to_the_top_and_goes_on_with_a_rule(writer: Client, bot: Bot) -> None:
    step = bot.rules.get(name="damaged")
    target = bot.rules.get(name="delivery")
    form = {**RULE, "name": "damaged", "then": "rule", "then_rule_id": str(target.pk)}

    page = writer.post(f"{RULES}{step.pk}/change/", {**form, "parent_id": ""})

    assert page["Location"] == f"{LIST}{bot.pk}/change/"
    step.refresh_from_db()
    assert (step.parent, step.then_rule) == (None, target)
    assert list_names(bot)[-1] == "damaged"
    writer.post(f"{RULES}{step.pk}/change/", {**form, "then": "end"})
    step.refresh_from_db()
    assert step.then_rule is None


def test_a_rule_that_goes_on_names_the_rule(writer: Client, bot: Bot) -> None:
    page = writer.post(f"{RULES}add/?bot={bot.pk}", {**RULE, "then": "rule"})

    assert "then_rule_id" in page.context["adminform"].form.errors


def test_a_rule_cannot_be_a_step_of_its_own_step(writer: Client, bot: Bot) -> None:
    rule, step = bot.rules.get(name="returns"), bot.rules.get(name="damaged")

    page = writer.post(f"{RULES}{rule.pk}/change/", {**RULE, "parent_id": str(step.pk)})

    assert "parent_id" in page.context["adminform"].form.errors


def test_a_lost_answer_of_the_site_is_kept_in_the_form(writer: Client, bot: Bot) -> None:
    bot.rules.filter(name="order").update(answer="gone")
    rule = bot.rules.get(name="order")

    page = writer.get(f"{RULES}{rule.pk}/change/")

    assert ("gone", "gone") in page.context["adminform"].form.fields["answer"].choices


def test_a_form_begins_with_what_the_address_says(writer: Client, bot: Bot) -> None:
    parent = bot.rules.get(name="returns")

    page = writer.get(f"{RULES}add/?bot={bot.pk}&parent={parent.pk}&phrase=late")

    form = page.context["adminform"].form
    assert (str(form["parent_id"].value()), form["phrases"].value()) == (str(parent.pk), "late")
    for number in ("", "x", "9" * 30, str(bot.pk + 1)):
        assert writer.get(f"{RULES}add/?bot={number}").status_code == 404
    assert writer.get(RULES)["Location"] == LIST


def test_a_rule_moves_among_its_siblings(writer: Client, bot: Bot) -> None:
    rule = bot.rules.get(name="order")
    path = f"{LIST}{bot.pk}/move/"

    writer.post(path, {"move": f"{rule.pk} up"})
    assert list_names(bot) == ["order", "delivery", "returns"]
    writer.post(path, {"move": f"{rule.pk} up"})
    assert list_names(bot) == ["order", "delivery", "returns"]
    writer.post(path, {"move": f"{rule.pk} down"})
    assert list_names(bot) == ["delivery", "order", "returns"]
    for wrong in ("", "x up", f"{rule.pk} left", "999999 up"):
        assert writer.post(path, {"move": wrong}).status_code == 404
    assert writer.get(path).status_code == 404


def test_the_outline_shows_levels_and_rules_that_are_off(writer: Client, bot: Bot) -> None:
    bot.rules.filter(name="returns").update(is_on=False)

    lines = writer.get(f"{LIST}{bot.pk}/change/").context["lines"]

    assert [(line.title, line.is_on) for line in lines] == [
        ("delivery", True),
        ("order", True),
        ("returns", False),
        ("— damaged", False),
    ]


def test_examples_are_right_or_wrong(writer: Client, bot: Bot) -> None:
    path = f"{LIST}{bot.pk}/examples/"
    rule = bot.rules.get(name="delivery")
    for given in (
        {"text": "How long?", "expected": str(rule.pk)},
        {"text": "When?", "expected": str(rule.pk)},
        {"text": "return", "expected": ""},
        {"text": " ", "expected": ""},
        {"text": "x", "expected": "999999"},
    ):
        writer.post(path, given)

    page = writer.get(f"{LIST}{bot.pk}/change/")

    shown = [(each.row.text, each.is_right, each.found) for each in page.context["examples"]]
    assert shown == [
        ("How long?", True, "delivery"),
        ("When?", False, ""),
        ("return", False, "returns"),
    ]
    writer.post(path, {"remove": str(bot.examples.get(text="When?").pk)})
    assert bot.examples.count() == 2
    bot.rules.filter(pk=rule.pk).update(is_on=False)
    page = writer.get(f"{LIST}{bot.pk}/change/")
    assert [each.row.text for each in page.context["examples"]] == ["return"]


def test_a_live_bot_is_paused_and_answers_again(writer: Client, bot: Bot) -> None:
    path = f"{LIST}{bot.pk}/state/"
    states = []
    writer.post(path)
    publish(bot, accepts_warnings=True)
    for _ in range(2):
        writer.post(path)
        bot.refresh_from_db()
        states.append(bot.state)

    assert states == ["paused", "live"]


def test_the_list_has_the_figures_of_a_month(writer: Client, bot: Bot) -> None:
    page = writer.get(LIST).content.decode()
    assert page.count(">-</td>") == 2
    edition = publish(bot, accepts_warnings=True)
    contact = Contact.objects.create(account="shop", key_hash="k")
    now = timezone.now()
    bot.conversations.create(
        contact=contact, edition=edition, state="waiting", began_at=now, last_at=now
    )
    today = timezone.localdate()
    for days, asked, answered in ((0, 6, 5), (3, 3, 2), (40, 100, 0)):
        day = today - timedelta(days=days)
        BotTotal.objects.create(bot=bot, account="shop", day=day, asked=asked, answered=answered)

    page = writer.get(f"{LIST}?state__exact=live").content.decode()

    assert "78 % of 9 in 30 days" in page
    assert f'conversation/?bot__id__exact={bot.pk}">1</a>' in page
    assert writer.get(f"{LIST}?rules__text__startswith=T").status_code in {302, 400}
    assert writer.get(f"{LIST}{bot.pk}/delete/").status_code == 403


def test_only_those_who_may_write_rules_change_them(
    log_in: Callable[..., Client], helper: Client, stranger: Client, bot: Bot
) -> None:
    reader = log_in("view_bot")
    rule = bot.rules.get(name="order")
    assert reader.get(f"{LIST}{bot.pk}/change/").status_code == 200
    assert reader.get(f"{RULES}{rule.pk}/change/").status_code == 200
    posted: dict[str, dict[str, Any]] = {
        f"{LIST}{bot.pk}/move/": {"move": f"{rule.pk} up"},
        f"{LIST}{bot.pk}/examples/": {"text": "x"},
        f"{LIST}{bot.pk}/state/": {},
        f"{RULES}{rule.pk}/change/": RULE,
        f"{RULES}add/?bot={bot.pk}": RULE,
        f"{RULES}{rule.pk}/delete/": {"post": "yes"},
    }
    for browser in (reader, helper, stranger):
        for path, form in posted.items():
            assert browser.post(path, form).status_code == 403
    for browser in (helper, stranger):
        assert browser.get(f"{LIST}{bot.pk}/change/").status_code == 403
        assert browser.get(f"{LIST}{bot.pk}/chat/").status_code == 403


def test_a_rule_is_deleted_with_its_steps(writer: Client, bot: Bot) -> None:
    rule = bot.rules.get(name="returns")

    writer.post(f"{RULES}{rule.pk}/delete/", {"post": "yes"})

    assert list_names(bot) == ["delivery", "order"]
    assert not bot.rules.filter(name="damaged").exists()


def test_a_bot_that_is_new_has_only_its_form(writer: Client) -> None:
    page = writer.get("/admin/sharekit_bots/bot/add/")

    assert page.status_code == 200
    assert b"iframe" not in page.content
