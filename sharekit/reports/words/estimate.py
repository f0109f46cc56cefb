"""The sentences that say what an estimate lacks."""

from __future__ import annotations

from django.utils.translation import gettext, ngettext

from sharekit.formats import format_number
from sharekit.reports.figures.estimate import Lack


def format_lack(lack: Lack) -> str:
    """Return what an estimate lacks."""
    needs = (
        (
            lack.visits,
            ngettext(
                "It needs %(count)s more visit from a share.",
                "It needs %(count)s more visits from shares.",
                lack.visits,
            ),
        ),
        (
            lack.articles,
            ngettext(
                "It needs %(count)s more article with visits.",
                "It needs %(count)s more articles with visits.",
                lack.articles,
            ),
        ),
        (lack.days, gettext("It needs two days or more.")),
        (not lack.is_dark, gettext("It needs visits without a referrer.")),
    )
    sentences = [sentence % {"count": format_number(count)} for count, sentence in needs if count]
    if not sentences:
        sentences = [
            gettext(
                "The articles differ too little in their visits from shares, or only by chance: a "
                "longer period or more visits may be enough."
            )
        ]
    return " ".join([gettext("There is no estimate of private visits yet."), *sentences])
