"""The catalogue of figures is complete: code, columns and words are about the same figures."""

from __future__ import annotations

import pytest
from django.db.models import Sum

from sharekit.aggregate.drain import drain
from sharekit.buffers.database import DatabaseBuffer
from sharekit.figures import FIGURES, IN_REPORT, OF_ARTICLES, OF_CHANNELS, STORED
from sharekit.models import ArticleTotal, ShareRollup
from sharekit.reports.figures.estimate import Estimate
from sharekit.reports.figures.ratios import Ratios
from tests.support.traffic import EVENTS


def test_every_count_in_the_tables_has_an_entry_with_its_reason() -> None:
    assert set(STORED) == set(ArticleTotal.counts())
    assert set(OF_CHANNELS) <= set(ShareRollup.counts())
    assert set(OF_ARTICLES) <= set(STORED)


@pytest.mark.django_db
def test_every_stored_figure_is_counted() -> None:
    # Without the first share, its link is known only by its visits.
    DatabaseBuffer().append(EVENTS[1:])
    drain()

    counts = ArticleTotal.objects.aggregate(**{name: Sum(name) for name in STORED})
    assert [name for name, count in counts.items() if not count] == []


def test_every_ratio_and_estimate_has_an_entry() -> None:
    assert set(Ratios.__struct_fields__) <= set(IN_REPORT)
    assert set(Estimate.__struct_fields__) <= set(FIGURES)


def test_each_figure_says_first_how_it_is_known() -> None:
    for figure in FIGURES.values():
        assert str(figure.meaning).startswith(f"{figure.evidence.capitalize()}: ")
