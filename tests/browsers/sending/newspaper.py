"""A site behind proxies, and readers who do everything that is reported."""

from __future__ import annotations

import itertools
import json
import shutil
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request

from tests.browsers.sending.proxy import EVENTS, Fault, Proxy
from tests.support.copying import HANDLES_COPIES
from tests.support.waiting import wait
from tests.systems.flow.demo_reader import find_button
from tests.systems.hosts.host_site import TEMPLATE, Site

STORIES: Final = 80
FILL: Final = f"""
Story.objects.all().delete()
Story.objects.bulk_create(
    Story(title=f"Story {{n}}", slug=f"story-{{n}}") for n in range({STORIES})
)
"""
# The same site in every mode: six servers would take longer than all their readers.
AS_ASKED: Final = """
import json
from django.conf import settings
from django.core.signals import setting_changed

as_it_was = application

def application(environ, start_response):
    given = json.loads(environ["HTTP_SHAREKIT_SETTINGS"])
    if given != getattr(settings, "SHAREKIT", None):
        settings.SHAREKIT = given
        setting_changed.send(None, setting="SHAREKIT", value=given, enter=True)
    return as_it_was(environ, start_response)
"""
STATIC: Final = """
MIDDLEWARE.insert(1, "whitenoise.middleware.WhiteNoiseMiddleware")
WHITENOISE_USE_FINDERS = True
"""
# From then on a selection loads more.js.
IS_READY: Final = "() => document.documentElement.dataset.sharekitReady === ''"


@dataclass
class Newspaper:
    """A real site on SQLite, of which every test reads stories of its own."""

    site: Site
    numbers: Iterator[int] = field(default_factory=itertools.count)

    def count(self, *visits: Visit) -> list[dict[str, Any]]:
        """Count what waits; give the report's figures for the story of each visit."""
        stories = {
            "/stories/" + each["url"].split("/stories/")[1]: each for each in self.site.count()
        }
        return [stories[visit.story] for visit in visits]


@dataclass
class Visit:
    """One reader of one story, whose browser reaches the site through a proxy."""

    context: BrowserContext
    proxy: Proxy
    story: str
    lines: list[str] = field(default_factory=list)
    tried: int = 0
    """How many events have left the pages; updated when a page is queried."""

    @property
    def address(self) -> str:
        """Return the story's address."""
        return self.proxy.origin + self.story

    @property
    def troubles(self) -> list[str]:
        """Return what went wrong in the pages, without the browser's own list of failed requests.

        Browsers write a line for each request that failed; no script can prevent or take it back.
        """
        return [line for line in self.lines if not line.startswith("Failed to load resource")]

    def open(self, fragment: str = "") -> Page:
        """Open the story in a new tab; return when both scripts are there."""
        page = self.context.new_page()
        self.go(page, fragment)
        return page

    def go(self, page: Page, fragment: str = "") -> None:
        """Open the story in a tab; return when both scripts are there."""
        page.goto(self.address + fragment)
        page.wait_for_function(IS_READY)

    def do_everything(self, page: Page) -> None:
        """Share, copy a passage and a few words, and go on to a page that is swapped in."""
        find_button(page, "email").click()
        page.bring_to_front()
        self.copy(page, "#long")
        self.copy(page, "#short")
        page.evaluate("sharekit.pageview()")

    def copy(self, page: Page, selector: str) -> None:
        """Select an element as a drag of the mouse would, and press Ctrl+C."""
        page.eval_on_selector(selector, "element => getSelection().selectAllChildren(element)")
        page.wait_for_function(HANDLES_COPIES)
        page.keyboard.press("Control+c")

    def listen(self) -> None:
        """Write down every error and warning, those of promises that nobody caught too."""
        self.context.on("console", self._record_line)
        self.context.on("weberror", lambda error: self.lines.append(str(error.error)))
        self.context.on("request", self._see_request)

    def _see_request(self, request: Request) -> None:
        if request.url.endswith(EVENTS):
            self.tried += len(json.loads(request.post_data or "")["events"])

    def _record_line(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.lines.append(message.text)


@contextmanager
def visit(browser: Browser, newspaper: Newspaper, fault: Fault | None = None) -> Iterator[Visit]:
    """Return a reader with a fresh profile, and a new story."""
    context = browser.new_context()
    with meet(context, newspaper, fault) as visit:
        yield visit
    context.close()


@contextmanager
def visit_all(
    browser: Browser, newspaper: Newspaper, faults: Iterable[Fault | None]
) -> Iterator[list[Visit]]:
    """Return a reader for each fault: side by side they wait, and are counted, once for all."""
    with ExitStack() as stack:
        yield [stack.enter_context(visit(browser, newspaper, fault)) for fault in faults]


@contextmanager
def meet(
    context: BrowserContext, newspaper: Newspaper, fault: Fault | None = None
) -> Iterator[Visit]:
    """Give a profile a new story and a proxy."""
    proxy = Proxy(newspaper.site.port)
    proxy.fault = fault
    visit = Visit(context, proxy, f"/stories/story-{next(newspaper.numbers)}/")
    visit.listen()
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=proxy.origin)
    with closing(proxy):
        yield visit


def wait_for_events(visit: Visit, least: int, **facts: object) -> None:
    """Return when at least so many events with these facts have been sent."""
    wait(lambda: visit.proxy.find_events(**facts), lambda events: len(events) >= least)


def wait_until_stored(page: Page) -> None:
    """Return when the page keeps nothing any more: all of it was answered."""
    wait(lambda: find_kept(page), lambda kept: not kept)


@contextmanager
def publish(folder: Path) -> Iterator[Newspaper]:
    """Make and serve a newspaper while the block lasts; its proxies say what its settings are."""
    shutil.copytree(TEMPLATE, folder, dirs_exist_ok=True)
    shutil.copy(Path(__file__).with_name("story.html"), folder / "newsroom" / "templates")
    site = Site(folder)
    site.write("settings.py", STATIC)
    site.write("wsgi.py", AS_ASKED)
    site.fill(FILL)
    with site.serve(["gunicorn", "wsgi"]):  # one request at a time: settings are the process's
        yield Newspaper(site)


def find_kept(page: Page) -> dict[str, Any]:
    """Return the events that are kept in a page's storage, by name."""
    stored: dict[str, str] = page.evaluate("({...localStorage})")
    ours = {name: text for name, text in stored.items() if name.startswith("sharekit:")}
    return {name: json.loads(ours[name]) for name in ours if ":own:" not in name}
