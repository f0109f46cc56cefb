"""Lets axe look for faults that keep people out of a page."""

from __future__ import annotations

from typing import Any, Final

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

# What a page passes is most of what axe would say, and takes a quarter of the time. A page that was
# turned dark a moment ago still changes its colours.
_FIND: Final = """
([part, options]) => {
  for (const each of document.getAnimations()) {
    if (each instanceof CSSTransition) each.finish();
  }
  return axe.run(part ?? document, options).then(({ violations }) => violations);
}
"""


def get_violations(
    page: Page, *, part: dict[str, Any] | str | None = None, **options: Any
) -> list[dict[str, Any]]:
    """Return the rules that a page violates, or its part by axe's `context`, with their elements.

    `options` are those of axe.run().
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    arguments = [part, {"resultTypes": ["violations"], **options}]
    violations: list[dict[str, Any]] = page.evaluate(_FIND, arguments)
    return violations
