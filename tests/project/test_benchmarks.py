"""What the documents quote is what the benchmarks measured."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks import bars
from benchmarks.bars import Figure
from tests.support.paths import PROJECT

MARKER = "<!-- bench -->"
DOCUMENTS = [PROJECT / "README.md", *sorted((PROJECT / "docs").glob("*.md"))]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_a_documents_table_is_the_last_run(document: Path) -> None:
    text = document.read_text()
    quoted = text.split(MARKER)[1::2]

    assert text.count(MARKER) % 2 == 0
    assert [block.strip() for block in quoted] == [bars.render() for _ in quoted]


def test_a_missed_bar_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bars, "RESULTS", tmp_path / "results.json")
    bars.save(
        [
            Figure("fast", 1.5, at_least=1.3),
            Figure("slow", 0.5, at_least=0.75, beside="on a bad day"),
            Figure("large", 2001, at_most=2000, unit="bytes"),
            Figure("beside", 3),
        ],
        {"load": "wrk"},
    )

    table = bars.render().splitlines()
    assert table[2:6] == [
        "| fast | 1.5 times | at least 1.3 |",
        "| slow (on a bad day) | 0.5 times | at least 0.75: **missed** |",
        "| large | 2001 bytes | at most 2000: **missed** |",
        "| beside | 3 times |  |",
    ]
    results = json.loads(bars.RESULTS.read_text())
    assert results["machine"]["load"] == "wrk"
    assert [each["holds"] for each in results["figures"]] == [True, False, False, True]
