"""What a page looks like, computed from what the browser has rendered."""

from __future__ import annotations

from typing import NamedTuple

from playwright.sync_api import ElementHandle, Locator


class Sight(NamedTuple):
    """One glyph or text, and the lowest ratio of its colour to what lies behind it."""

    what: str
    ratio: float


CONTRASTS = """
(button) => {
  // A page has a dozen colours, and each is painted once.
  const painted = (window.painted ??= new Map());
  const paint = (color) => {
    const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data].map((part) => part / 255);
  };
  const read = (color) => {
    if (!painted.has(color)) painted.set(color, paint(color));
    return painted.get(color);
  };
  const over = ([r, g, b, a], [R, G, B]) =>
    [r * a + R * (1 - a), g * a + G * (1 - a), b * a + B * (1 - a), 1];
  const behind = (element) => {
    const layers = [];
    for (let place = element; place; place = place.parentElement) {
      layers.push(read(getComputedStyle(place).backgroundColor));
      if (layers.at(-1)[3] === 1) break;
    }
    return layers.reverse().reduce((below, layer) => over(layer, below), [1, 1, 1, 1]);
  };
  const light = (color) => {
    const [r, g, b] = color.map((part) =>
      part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const compare = (element) => {
    const ground = behind(element);
    const ink = over(read(getComputedStyle(element).color), ground);
    const [dark, bright] = [light(ink), light(ground)].sort((one, other) => one - other);
    return (bright + 0.05) / (dark + 0.05);
  };
  return [...button.querySelectorAll("svg, span")].map((part) => [part.localName, compare(part)]);
}
"""
"""The ratios of WCAG 2.2, https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio; half-transparent
colours as they lie over one another."""


def read_contrasts(button: Locator | ElementHandle) -> list[Sight]:
    """Return the contrast of a button's glyph and name as they are now."""
    return [Sight(what, ratio) for what, ratio in button.evaluate(CONTRASTS)]
