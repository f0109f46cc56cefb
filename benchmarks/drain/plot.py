"""Draws what an event costs in a drain, by how many events there are, as an SVG."""

from collections.abc import Mapping
from math import log10

WIDTH, HEIGHT = 720, 360
LEFT, RIGHT, TOP, BOTTOM = 70, 30, 60, 60

# One picture for light and dark pages: the reader's own scheme chooses the colours.
STYLE = """
  text { font: 13px system-ui, sans-serif; fill: #24292f }
  .title { font-size: 16px; font-weight: 600 }
  .axis { stroke: #6e7781 } .grid { stroke: #d0d7de }
  .line { stroke: #0a6b50; stroke-width: 2; fill: none } .point { fill: #0a6b50 }
  .page { fill: #ffffff }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3 } .axis { stroke: #8b949e } .grid { stroke: #30363d }
    .line { stroke: #4fd1a5 } .point { fill: #4fd1a5 } .page { fill: #0d1117 }
  }
"""


def draw(costs: Mapping[int, float]) -> str:
    """Return the plot of an event's cost by number of events, on an axis of powers of ten.

    A cost of 1 is that of a nearly empty site.
    """
    sizes = sorted(costs)
    top = max(costs.values()) * 1.4
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img">',
        "<title>What an event costs in a drain, by the number of events</title>",
        f"<style>{STYLE}</style>",
        f'<rect class="page" width="{WIDTH}" height="{HEIGHT}"/>',
        f'<text class="title" x="{LEFT}" y="28">What an event costs in a drain</text>',
        f'<text x="{LEFT}" y="46">1 is the cost when tables are nearly empty; one process</text>',
    ]
    for value in (0, 0.5, 1, 1.5, 2):
        if value > top:
            break
        y = _find_y(value, top)
        kind = "grid" if value else "axis"
        parts += [
            f'<line class="{kind}" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>',
            f'<text x="{LEFT - 10}" y="{y + 4:.1f}" text-anchor="end">{value:g}</text>',
        ]
    points = [(_find_x(size, sizes), _find_y(costs[size], top)) for size in sizes]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    parts.append(f'<polyline class="line" points="{path}"/>')
    for size, (x, y) in zip(sizes, points, strict=True):
        parts += [
            f'<circle class="point" cx="{x:.1f}" cy="{y:.1f}" r="4"/>',
            f'<text x="{x:.1f}" y="{y - 12:.1f}" text-anchor="middle">{costs[size]:.2f}</text>',
            f'<text x="{x:.1f}" y="{HEIGHT - BOTTOM + 20}" text-anchor="middle">{size:,}</text>',
        ]
    middle = (LEFT + WIDTH - RIGHT) / 2
    parts.append(f'<text x="{middle}" y="{HEIGHT - 14}" text-anchor="middle">events</text>')
    return "\n".join([*parts, "</svg>\n"])


def _find_x(size: int, sizes: list[int]) -> float:
    first, last = log10(sizes[0]), log10(sizes[-1])
    share = (log10(size) - first) / (last - first) if last > first else 0.5
    return LEFT + 40 + share * (WIDTH - LEFT - RIGHT - 80)


def _find_y(cost: float, top: float) -> float:
    return TOP + (1 - cost / top) * (HEIGHT - TOP - BOTTOM)
