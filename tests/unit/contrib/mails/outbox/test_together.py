"""Many workers at the same moment send each mail once."""

from __future__ import annotations

from collections import Counter
from functools import partial

import pytest
from django.core import mail as django_mail
from pytest_django import Settings

from sharekit.contrib.mails.models import Mail, Message
from sharekit.contrib.mails.outbox import states
from sharekit.contrib.mails.outbox.run import send
from sharekit.contrib.mails.public import happened
from tests.support.mailing.box import MailServer
from tests.support.mailing.world import SHIPPED, declare_moments, make_mail, make_message
from tests.unit.aggregate.together import run_together

pytestmark = pytest.mark.django_db(transaction=True)
WORKERS = 8
ROUNDS = pytest.mark.parametrize(
    "rounds", [1, pytest.param(20, marks=[pytest.mark.thorough, pytest.mark.slow])]
)


@ROUNDS
def test_workers_that_send_together_send_each_mail_once(server: MailServer, rounds: int) -> None:
    for round_ in range(rounds):
        mails = [make_mail(kind=kind) for kind in Mail.Kind]
        for number in range(60):
            make_message(mails[number % 3])

        run_together(*[send] * WORKERS)

        taken = Counter(each.message_id for each in server.read())
        assert set(taken.values()) == {1}
        assert len(taken) == 60 * (round_ + 1)
        assert set(Message.objects.values_list("state", "attempts")) == {("sent", 1)}


@ROUNDS
def test_workers_that_claim_together_claim_a_message_once(rounds: int) -> None:
    for _ in range(rounds):
        message = make_message()
        claimed: list[Message] = []

        def claim(pk: int, claimed: list[Message] = claimed) -> None:
            if found := states.claim(pk):
                claimed.append(found)

        run_together(*[partial(claim, message.pk)] * 32)

        assert len(claimed) == 1
        assert claimed[0].attempts == 1


@ROUNDS
def test_workers_together_send_at_most_one_mail_each_above_the_rate(
    settings: Settings, rounds: int
) -> None:
    settings.SHAREKIT = {**settings.SHAREKIT, "MAILS": {"PER_MINUTE": 10}}
    for _ in range(rounds):
        Message.objects.all().delete()
        django_mail.outbox.clear()
        digest = make_mail(kind=Mail.Kind.MARKETING)
        for _ in range(60):
            make_message(digest)

        run_together(*[send] * WORKERS)

        assert 10 <= len(django_mail.outbox) < 10 + WORKERS


@ROUNDS
def test_an_occasion_that_is_announced_in_all_workers_makes_one_message(rounds: int) -> None:
    make_mail(), make_mail()
    with declare_moments():
        for round_ in range(rounds):
            announce = partial(happened, SHIPPED, "reader@mail.example", key=f"A-{round_}")

            run_together(*[announce] * 32)

            assert Message.objects.count() == 2 * (round_ + 1)
