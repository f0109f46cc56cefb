"""What a bot says by itself is in its language, and names words that work."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from sharekit.contrib.bots.answers.kinds import PROOFS
from sharekit.contrib.bots.publishing.draft import read_draft
from sharekit.contrib.bots.publishing.publish import prepare
from sharekit.contrib.bots.rules.edition import Sayings
from sharekit.contrib.bots.rules.problems import find_problems
from tests.unit.contrib.bots.shop import add_rule, make_bot
from tools.catalogs import LANGUAGES

pytestmark = pytest.mark.django_db
CODES = [language.replace("_", "-").lower() for language in LANGUAGES]


@pytest.mark.parametrize("language", CODES)
def test_the_sentence_for_what_is_not_understood_leads_to_a_person(language: str) -> None:
    bot = make_bot(language=language, greeting="Bot")
    add_rule(bot, "delivery", "delivery")

    kinds = {problem.kind for problem in find_problems(prepare(read_draft(bot).edition))}

    assert "no-person" not in kinds


@pytest.mark.parametrize("language", CODES)
def test_every_sentence_is_in_the_language(language: str) -> None:
    sayings = read_draft(make_bot(language=language)).edition.sayings

    assert "START" in sayings.stopped
    same = {
        name for name in Sayings.__struct_fields__ if _get(sayings, name) == _get(Sayings(), name)
    }
    assert same == (set(Sayings.__struct_fields__) if language == "en" else set())
    with override(language):
        asked = [str(need.ask) for need in PROOFS.values()]
    assert len(set(asked)) == len(asked)


def _get(sayings: Sayings, name: str) -> str:
    return str(getattr(sayings, name))
