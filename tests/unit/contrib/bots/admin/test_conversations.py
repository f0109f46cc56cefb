"""What a person does with conversations: read, answer, give back, close, block, erase."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.utils import timezone

from sharekit.contrib.bots.admin.conversations import MOVES
from sharekit.contrib.bots.models import Contact, Conversation, Incoming, Outgoing, Stop
from sharekit.contrib.bots.working import run
from tests.unit.contrib.bots.talking.conftest import find_simulator, world
from tests.unit.contrib.bots.talking.world import ACCOUNT, World

__all__ = ["find_simulator", "world"]

LIST = "/admin/sharekit_bots/conversation/"


@pytest.fixture
def platform() -> str:
    return "telegram"


@pytest.fixture
def waiting(world: World) -> Conversation:
    """Return a conversation that waits for a person, after a question that the bot has answered."""
    world.make_bot()
    world.ask("delivery time")
    world.ask("person")
    return world.conversation


def read(client: Client, conversation: Conversation) -> Any:
    return client.get(f"{LIST}{conversation.pk}/change/")


def do(client: Client, conversation: Conversation, move: str, **form: str) -> Any:
    name = {"reply": "reply", "erase": "erase"}.get(move, f"{move}/do")
    return client.post(f"{LIST}{conversation.pk}/{name}/", form, follow=True)


def test_those_who_wait_are_shown_first(helper: Client, world: World) -> None:
    world.make_bot()
    world.ask("delivery time", by=world.stranger)
    world.ask("person")

    waiting = helper.get(LIST)
    everybody = helper.get(f"{LIST}?state=all")

    page = waiting.content.decode()
    assert waiting.context["cl"].result_count == 1
    assert waiting.context["title"] == "Waiting for a person"
    assert "The customer asked for a person." in page
    assert "no limit" in page
    assert everybody.context["cl"].result_count == 2
    assert helper.get(f"{LIST}?contact__address__startswith=7").status_code in {302, 400}


def test_a_transcript_has_both_sides_in_order(helper: Client, waiting: Conversation) -> None:
    Conversation.objects.update(window_until=timezone.now() + timedelta(hours=21, minutes=1))

    page = read(helper, waiting)

    bubbles = page.context["bubbles"]
    assert [bubble.is_ours for bubble in bubbles] == [False, True, False, True]
    assert (bubbles[0].text, bubbles[0].note) == ("delivery time", "Delivery")
    assert bubbles[1].text.endswith("Two days.")
    assert "21 hours" in page.context["window"].replace("\xa0", " ")


def test_what_has_no_text_is_named(helper: Client, world: World) -> None:
    world.make_bot()
    world.say(kind="media")
    run.answer()
    world.ask("xyzzy")
    Outgoing.objects.update(message={}, reason="window")

    bubbles = read(helper, world.conversation).context["bubbles"]

    texts = {bubble.text for bubble in bubbles}
    assert "(a picture, a sound or a file)" in texts
    assert "(not kept)" in texts
    assert {"not understood"} <= {bubble.note for bubble in bubbles}
    assert any("takes no answer so long" in bubble.note for bubble in bubbles)


def test_an_answer_reaches_the_customer_and_silences_the_bot(
    helper: Client, world: World, waiting: Conversation
) -> None:
    do(helper, waiting, "reply", text="Hello, this is Ann.")
    run.answer()

    assert world.read()[-1] == "Hello, this is Ann."
    assert world.answer.by == Outgoing.By.USER
    waiting.refresh_from_db()
    assert waiting.state == Conversation.State.PERSON
    before = len(world.read())
    world.ask("delivery time")
    assert len(world.read()) == before
    assert LogEntry.objects.count() == 1

    do(helper, waiting, "return")
    assert world.ask("delivery time")[-1].endswith("Two days.")


def test_what_a_worker_decides_at_that_moment_is_thrown_away(
    helper: Client, waiting: Conversation
) -> None:
    version = waiting.version
    Conversation.objects.update(leased_until=timezone.now() + timedelta(minutes=1))

    do(helper, waiting, "reply", text="Hello")

    waiting.refresh_from_db()
    assert (waiting.version, waiting.leased_until) == (version + 1, None)


def test_an_answer_that_cannot_be_sent_stays_in_the_form(
    helper: Client, waiting: Conversation
) -> None:
    for text in ("", "x" * 4_001):
        assert do(helper, waiting, "reply", text=text).context["text"] == text
    waiting.contact.address = ""
    waiting.contact.save()

    page = do(helper, waiting, "reply", text="Hello")

    assert (page.context["text"], page.context["obstacle"] != "") == ("Hello", True)
    assert not Outgoing.objects.filter(by=Outgoing.By.USER).exists()


def test_each_obstacle_is_a_sentence(helper: Client, waiting: Conversation) -> None:
    sentences = [read(helper, waiting).context["obstacle"]]
    Conversation.objects.update(window_until=timezone.now() - timedelta(seconds=1))
    sentences.append(read(helper, waiting).context["obstacle"])
    assert "over" in read(helper, waiting).context["window"]
    do(helper, waiting, "block")
    Conversation.objects.update(state="person")
    sentences.append(read(helper, waiting).context["obstacle"])
    do(helper, waiting, "close")
    page = read(helper, waiting)
    sentences.append(page.context["obstacle"])

    assert sentences[0] == ""
    assert len(set(sentences)) == 4
    assert page.context["moves"] == {}


def test_a_closed_conversation_is_followed_by_a_new_one(
    helper: Client, world: World, waiting: Conversation
) -> None:
    do(helper, waiting, "close")

    assert world.ask("delivery time")[-1].endswith("Two days.")
    assert world.conversation != waiting


def test_a_blocked_customer_gets_nothing(
    helper: Client, world: World, waiting: Conversation
) -> None:
    before = len(world.read())
    do(helper, waiting, "block")

    world.ask("delivery time")

    assert len(world.read()) == before
    assert Stop.objects.get().cause == Stop.Cause.STAFF


@pytest.mark.parametrize("phone", ["", "the-same"])
def test_erasing_leaves_no_text_and_no_address(
    helper: Client, world: World, waiting: Conversation, phone: str
) -> None:
    Contact.objects.update(phone_hash=phone)
    Contact.objects.create(account="other", key_hash="k", phone_hash=phone, address="78")

    page = do(helper, waiting, "erase")

    assert page.redirect_chain[-1][0] == LIST
    assert not Conversation.objects.exists()
    assert Contact.objects.count() == (0 if phone else 1)
    assert not Incoming.objects.filter(account=ACCOUNT).exclude(text="", data={}).exists()
    assert not Contact.objects.filter(address=world.person).exists()


def test_only_those_who_may_see_customers_see_them(
    writer: Client, stranger: Client, helper: Client, waiting: Conversation
) -> None:
    for browser in (writer, stranger):
        assert browser.get(LIST).status_code == 403
        assert read(browser, waiting).status_code == 403
        for move in ("reply", "erase", *MOVES):
            assert do(browser, waiting, move, text="x").status_code == 403
    assert do(helper, waiting, "dance").status_code == 404
    assert helper.get(f"{LIST}{waiting.pk}/erase/").status_code == 404
    assert helper.get(f"{LIST}999999/change/").status_code == 404
    assert helper.get(f"{LIST}add/").status_code == 403
    assert helper.get(f"{LIST}{waiting.pk}/delete/").status_code == 403
    assert "conversation" in helper.get("/admin/").content.decode()
