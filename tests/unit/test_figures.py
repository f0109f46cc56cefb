"""The catalogue of figures is complete: code, columns and words are about the same figures."""

from __future__ import annotations

from sharekit.figures import FIGURES, IN_REPORT, OF_ARTICLES, OF_CHANNELS, STORED
from sharekit.models import ArticleTotal, ShareRollup
from sharekit.reports.figures.estimate import Estimate
from sharekit.reports.figures.ratios import Ratios


def test_every_count_in_the_tables_has_an_entry_with_its_reason() -> None:
    assert set(STORED) == set(ArticleTotal.counts())
    assert set(OF_CHANNELS) <= set(ShareRollup.counts())
    assert set(OF_ARTICLES) <= set(STORED)


def test_every_ratio_and_estimate_has_an_entry() -> None:
    assert set(Ratios.__struct_fields__) <= set(IN_REPORT)
    assert set(Estimate.__struct_fields__) <= set(FIGURES)


def test_each_figure_says_first_how_it_is_known() -> None:
    for figure in FIGURES.values():
        assert str(figure.meaning).startswith(f"{figure.evidence.capitalize()}: ")
