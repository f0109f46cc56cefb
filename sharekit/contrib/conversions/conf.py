"""The settings of conversions."""

from __future__ import annotations

import re

from sharekit.contrib.conversions.models import GOAL_LENGTH
from sharekit.setting import Setting, Settings


def _are_goals(goals: dict[str, str]) -> bool:
    pattern = rf"[a-z][a-z0-9-]{{0,{GOAL_LENGTH - 1}}}"
    return all(re.fullmatch(pattern, name) and title for name, title in goals.items())


class ConversionSettings(Settings):
    """What a site may set, as keys of SHAREKIT."""

    goals = Setting[dict[str, str]](
        {},
        check=_are_goals,
        must_be='a dict of short names and titles, such as {"order": "Orders"}',
        meaning='What counts as a conversion: a dict such as `{"order": "Orders"}`.',
    )


settings = ConversionSettings()
