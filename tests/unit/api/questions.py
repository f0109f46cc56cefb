"""What OpenAPI cannot say of a good question, for schemathesis: rules between its parts."""

from __future__ import annotations

from typing import Any

import schemathesis
from schemathesis import Case, HookContext
from schemathesis.generation import GenerationMode


@schemathesis.hook
def before_call(context: HookContext, case: Case[Any], kwargs: dict[str, Any]) -> None:
    """Correct a question that is meant to be valid: one period, in order, without a cursor."""
    is_good = case.meta is not None and case.meta.generation.mode is GenerationMode.POSITIVE
    if is_good and case.query:
        case.query.pop("cursor", None)
        # A name comes first, then a number of days.
        for name, others in (("period", {"days", "since", "until"}), ("days", {"since", "until"})):
            if name in case.query:
                case.query = {k: v for k, v in case.query.items() if k not in others}
        if "since" in case.query and "until" in case.query:
            days = sorted([case.query["since"], case.query["until"]])
            case.query["since"], case.query["until"] = days
