"""Compares answers with examples that were written before a figure was added."""

from __future__ import annotations

from typing import Any

from sharekit.figures import FIGURES


def leave_out_new_figures(answer: Any, example: Any) -> Any:
    """Return an answer without figures that its example lacks: a figure needs no new examples."""
    if isinstance(answer, dict) and isinstance(example, dict):
        return {
            name: leave_out_new_figures(value, example.get(name))
            for name, value in answer.items()
            if name in example or name not in FIGURES
        }
    if isinstance(answer, list) and isinstance(example, list) and len(answer) == len(example):
        return list(map(leave_out_new_figures, answer, example))
    return answer
