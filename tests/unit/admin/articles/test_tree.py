"""The chain of shares as a tree: each link hangs on its parent and covers no other link."""

from __future__ import annotations

import math
import re
from itertools import combinations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from sharekit import tokens
from sharekit.admin.drawing.colours import OTHERS
from sharekit.admin.drawing.tree import Tree, draw_tree
from sharekit.aggregate.drain import drain
from sharekit.channels.find import get_all
from sharekit.models import Article
from sharekit.reports.figures.chains import Chains, Generation, Node
from tests.support.traffic import post, share, visit
from tests.unit.admin.pages import read_table, strip


def chain(*parents: int | None, channel: str = "whatsapp") -> Chains:
    """Return a chain of links by the places of their parents."""
    nodes: list[Node] = []
    for parent in parents:
        generation = 0 if parent is None else nodes[parent].generation + 1
        nodes.append(Node(channel, generation, clickbacks=0, parent=parent))
    steps = [Generation(step, 1, 0) for step in range(nodes[-1].generation + 1)]
    return Chains(len(nodes), False, 1, len(nodes), steps, nodes)


def draw(chains: Chains) -> Tree:
    return draw_tree(chains)


def find_places(tree: Tree) -> list[tuple[float, float, float]]:
    return [(float(spot.x), float(spot.y), float(spot.radius)) for spot in tree.spots]


def read(client: Client) -> str:
    address = reverse("admin:sharekit_article_change", args=[Article.objects.get().pk])
    page: str = client.get(address).content.decode()
    return page


def pass_on(*, times: int, steps: int) -> None:
    """Reshare one share that many times, each from the one before; others are not reshared."""
    link = tokens.mint("w")
    post(share(link), *(share() for _ in range(times)))
    for step in range(steps):
        again = tokens.mint("w")
        post(visit(link), share(again, parent=link), address=f"192.0.2.{step}")
        link = again
    drain()


def test_the_first_share_is_in_the_middle_and_each_step_on_a_ring_around_it() -> None:
    tree = draw(chain(None, 0, 0, 1, 3))

    distances = [math.hypot(x - 500, y - 500) for x, y, _radius in find_places(tree)]

    assert [round(distance) for distance in distances] == [0, 150, 150, 300, 450]
    assert [ring.radius for ring in tree.rings] == ["150.0", "300.0", "450.0"]


def test_a_branch_leads_from_every_link_to_the_one_that_it_came_by() -> None:
    tree = draw(chain(None, 0, 0, 1))

    ends = [re.fullmatch(r"M(\S+ \S+)C.*, (\S+ \S+)", spot.path) for spot in tree.spots[1:]]

    points = [f"{spot.x} {spot.y}" for spot in tree.spots]
    assert tree.spots[0].path == ""
    assert [end and end.groups() for end in ends] == [
        (points[0], points[1]),
        (points[0], points[2]),
        (points[1], points[3]),
    ]


@pytest.mark.parametrize(
    "parents",
    [
        [None, 0],
        [None, *[0] * 299],
        [None, *range(64)],
        [None, *[number // 2 for number in range(298)]],
    ],
    ids=["two", "all from one", "the deepest", "each to two"],
)
def test_no_dot_covers_another(parents: list[int | None]) -> None:
    places = find_places(draw(chain(*parents)))

    for (x, y, radius), (other_x, other_y, other_radius) in combinations(places, 2):
        assert math.hypot(x - other_x, y - other_y) > max(radius, other_radius)
    assert all(0 < number < 1000 for place in places for number in place)


def test_a_link_whose_parent_is_gone_keeps_its_place() -> None:
    nodes = [Node("whatsapp", 0, 1, None), Node("email", 1, 0, 0), Node("email", 2, 0, None)]

    tree = draw(Chains(3, False, 1, 3, [], nodes))

    assert [bool(spot.path) for spot in tree.spots] == [False, True, False]
    assert tree.channels == [("Email", 1, "2"), ("WhatsApp", 0, "1")]


def test_what_was_opened_more_often_is_larger() -> None:
    nodes = [Node("whatsapp", 0, 30, None), Node("email", 1, 0, 0), Node("email", 1, 9, 0)]

    first, second, third = draw(Chains(3, False, 1, 3, [], nodes)).spots

    assert float(first.radius) > float(third.radius) > float(second.radius)
    assert (first.title, third.title) == ("WhatsApp: 30 visits", "Email: 9 visits")


@pytest.mark.parametrize(("steps", "drawn"), [(6, False), (7, True)])
def test_a_chain_is_drawn_from_eight_links_on(editor: Client, steps: int, *, drawn: bool) -> None:
    pass_on(times=4, steps=steps)

    page = read(editor)

    assert ('class="sharekit-branch"' in page) is drawn
    assert f"The longest chain has {steps + 1} links." in page
    assert len(read_table(page, "generations")) == steps + 2


def test_the_page_says_how_far_it_went_and_shows_it_as_a_table(editor: Client) -> None:
    pass_on(times=4, steps=2)

    page = read(editor)

    assert (
        "7 links form 5 chains. The longest chain has 3 links. The farthest link is 2 steps "
        in page
    )
    assert read_table(page, "generations") == [
        ["generation", "links", "clickbacks"],
        ["0", "5", "1"],
        ["1", "1", "1"],
        ["2", "1", "0"],
    ]


def test_decimals_are_written_for_svg_in_any_language(editor: Client) -> None:
    pass_on(times=4, steps=7)

    with translation.override("de"):
        page = read(editor)

    assert re.search(r'<circle class="sharekit-spot-0" cx="500\.0" cy="500\.0" r="[\d.]+">', page)


def test_links_that_nobody_passed_on_are_only_counted(editor: Client) -> None:
    pass_on(times=6, steps=0)

    page = read(editor)

    assert "7 links form 7 chains. No link has been reshared yet." in page
    assert (
        "<svg viewBox" not in page.partition('id="sharekit-chains"')[2].partition("</section>")[0]
    )
    assert read_table(page, "generations")[1:] == [["0", "7", "0"]]


def test_fewer_than_five_links_show_no_chain(editor: Client) -> None:
    pass_on(times=2, steps=1)

    page = read(editor)

    assert "Chains are shown for articles with 5 links or more" in page
    assert read_table(page, "generations") == []


def test_a_cut_chain_says_so(editor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sharekit.reports.figures.chains.MOST_LINKS", 7)
    monkeypatch.setattr("sharekit.reports.figures.chains.MOST_NODES", 2)
    pass_on(times=4, steps=7)

    page = strip(read(editor))

    assert "Only its first 2 links are drawn." in page
    assert "Older links of this article are left out." in page


def test_no_two_channels_of_a_tree_look_the_same() -> None:
    slugs = [slug for slug, channel in get_all().items() if channel.button][:12]
    nodes = [Node("whatsapp", 0, clickbacks=0, parent=None)]
    for times, slug in enumerate(slugs, 1):
        nodes += [Node(slug, 1, clickbacks=0, parent=0)] * times
    tree = draw(Chains(len(nodes), False, 1, len(nodes), [], nodes))

    assert len({colour for _name, colour, _links in tree.channels}) == len(tree.channels) == 8
    assert tree.channels[-1] == ("Others", OTHERS, "16")
    assert sum(spot.colour == OTHERS for spot in tree.spots) == 16
