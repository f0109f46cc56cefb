"""The share chains on the page of an article."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from sharekit.admin.drawing.tables import Drawer
from sharekit.admin.drawing.tree import FEWEST_DRAWN, draw_tree
from sharekit.formats import format_number
from sharekit.models import Article
from sharekit.reports.figures.chains import FEWEST_LINKS, Chains, get_chains
from sharekit.reports.tables.catalogue import tabulate_generations


def describe_chains(article: Article, drawer: Drawer) -> dict[str, Any]:
    """Return an article's chains as sentences and table, and the longest as a tree if it is long.

    Below FEWEST_LINKS links, `chains` is None.
    """
    chains = get_chains(article)
    if chains is None:
        return {"chains": None, "fewest_links": FEWEST_LINKS}
    return {
        "chains": chains,
        "chains_sentence": _describe_size(chains),
        "tree": draw_tree(chains) if chains.size >= FEWEST_DRAWN else None,
        "generations": drawer.draw(tabulate_generations(chains), _("Links and visits by step")),
    }


def _describe_size(chains: Chains) -> str:
    deepest = chains.generations[-1].generation
    sentences = [
        # There are never fewer than FEWEST_LINKS links.
        ngettext(
            "%(links)s links form %(count)s chain.",
            "%(links)s links form %(count)s chains.",
            chains.chains,
        )
        % {
            "links": format_number(chains.links),
            "count": format_number(chains.chains),
        },
    ]
    if deepest:
        sentences += [
            ngettext(
                "The longest chain has %(count)s link.",
                "The longest chain has %(count)s links.",
                chains.size,
            )
            % {"count": format_number(chains.size)},
            ngettext(
                "The farthest link is %(count)s step from its first share.",
                "The farthest link is %(count)s steps from its first share.",
                deepest,
            )
            % {"count": deepest},
        ]
    else:
        sentences.append(gettext("No link has been reshared yet."))
    if len(chains.longest) < chains.size:
        drawn = {"count": format_number(len(chains.longest))}
        sentences.append(gettext("Only its first %(count)s links are drawn.") % drawn)
    if chains.is_cut:
        sentences.append(gettext("Older links of this article are left out."))
    sentences.append(gettext("Chains cover all days for which links are kept."))
    return " ".join(sentences)
