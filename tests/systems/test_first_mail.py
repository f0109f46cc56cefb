"""Tests the tutorial of mails to the letter: a new site, the admin, an order, a Monday letter."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support import servers
from tests.support.paths import DOCS
from tests.support.waiting import wait
from tests.systems.stranger import INSTALL, Stranger, find_blocks

pytestmark = [pytest.mark.slow, pytest.mark.browser]

PAGE = (DOCS / "first-mail.md").read_text()
PASSWORD = "sesame-2026"
SINCE = "since Django 6.1"
"""A block with these words is left out before that version, its neighbour since then."""
VERSION = "python -c 'import django; print(django.VERSION >= (6, 1))'"


class Follower:
    """A developer and an editor, who do one step of the page after the other."""

    def __init__(self, stranger: Stranger, browser: Browser, processes: ExitStack) -> None:
        self._stranger = stranger
        self._browser = browser
        self._processes = processes
        self._port = servers.find_port()
        self._key = ""
        self._has_mailers = stranger.run(VERSION).strip() == "True"
        self._page: Page | None = None
        self._steps: dict[str, Callable[[str], None]] = {
            "install": self._install,
            "run": self._run,
            "run, with findings": self._compare_findings,
            "run, for the key": self._create_key,
            "run, as the editor": self._create_editor,
            "keep running": self._start,
            "form": self._fill_in,
            "act as the shipper": self._ship,
            "act as the editor": self._choose_letter,
        }

    def do(self, title: str, block: str) -> None:
        """Do what a step says, with the port and the key of this test."""
        text = block.replace("127.0.0.1:8000", f"127.0.0.1:{self._port}").replace("…", self._key)
        kind, name = title.rpartition(" ")[::2]
        if title in self._steps:
            self._steps[title](text)
        elif kind in {"file", "append", "instead"} or self._has_mailers == (SINCE in kind):
            self._stranger.write(name, f"{text}\n", mode="w" if kind == "file" else "a")

    def read_letters(self) -> dict[str, EmailMessage]:
        """Return the mails in the folder by their subjects."""
        files = (self._stranger.project / "letters").glob("*.log")
        found = [message_from_bytes(file.read_bytes(), policy=policy.default) for file in files]
        return {each["Subject"]: each for each in found if each["To"]}

    def _install(self, line: str) -> None:
        assert line == INSTALL

    def _run(self, lines: str) -> None:
        for line in lines.splitlines():
            self._stranger.run(line)

    def _create_key(self, line: str) -> None:
        self._key = self._stranger.run(line).strip()

    def _create_editor(self, line: str) -> None:
        variables = {"DJANGO_SUPERUSER_PASSWORD": PASSWORD}
        self._stranger.run(f"{line} --noinput", variables=variables)

    def _compare_findings(self, line: str) -> None:
        output = self._stranger.run(line, exit_code=1)
        [table] = re.findall(r"\| it names \|.*?\n\n", PAGE, re.DOTALL)
        assert sorted(re.findall(r"\((\w+\.\w+)\)", output)) == sorted(
            re.findall(r"^\| `(.+?)`", table, re.MULTILINE)
        )

    def _start(self, line: str) -> None:
        """Start a command that the developer leaves running."""
        if line.endswith("runserver"):
            served = f"{line} {self._port} --noreload"
            process = self._stranger.start(served, port=self._port)
        else:
            process = self._stranger.start(line)
        self._processes.callback(servers.kill, process)

    def _open_admin(self) -> Page:
        """Open the admin, logged in."""
        if self._page is None:
            context = self._browser.new_context(base_url=f"http://127.0.0.1:{self._port}")
            self._processes.callback(context.close)
            self._page = context.new_page()
            self._page.goto("/admin/")
            self._page.get_by_label("Username").fill("editor")
            self._page.get_by_label("Password").fill(PASSWORD)
            self._page.get_by_role("button", name="Log in").click()
        self._page.goto("/admin/")
        return self._page

    def _fill_in(self, table: str) -> None:
        page = self._open_admin()
        page.get_by_role("link", name="Mails", exact=True).last.click()
        page.get_by_role("link", name="Write a mail: An order was shipped").click()
        for row in table.splitlines()[2:]:
            field, value = (cell.strip() for cell in row.strip("|").split("|"))
            page.get_by_label(f"{field}:", exact=True).first.fill(value)
        page.get_by_role("button", name="Save and continue editing").click()
        page.get_by_role("button", name="Send me a test").click()
        page.get_by_role("button", name="Switch on").click()
        expect(page.get_by_role("button", name="Switch off")).to_be_visible()

    def _ship(self, _steps: str) -> None:
        page = self._open_admin()
        # The same order again makes no second message.
        for _time in range(2):
            page.goto("/admin/shop/order/")
            page.get_by_role("checkbox").last.check()
            page.get_by_label("Action:").select_option(label="Ship")
            page.get_by_role("button", name="Go", exact=True).click()
        page.goto("/admin/sharekit_mails/message/")
        expect(page.locator("#result_list tbody tr")).to_have_count(1)
        expect(page.locator("#result_list tbody tr")).to_contain_text("waiting")

    def _choose_letter(self, _steps: str) -> None:
        page = self._open_admin()
        page.get_by_role("link", name="My letters", exact=True).click()
        page.get_by_label("Send me this letter: The Monday letter").check()
        page.get_by_role("button", name="Save, and send me last week's letter now").click()


@pytest.fixture
def follower(stranger: Stranger, browser: Browser) -> Iterator[Follower]:
    with ExitStack() as processes:
        yield Follower(stranger, browser, processes)


def test_a_reader_sees_the_name_of_each_file() -> None:
    steps = re.findall(
        r"^(.*)\n\n<!-- tutorial: (?:file|append|instead)[^>]* (\S+) -->", PAGE, re.MULTILINE
    )

    assert [name for line, name in steps if f"`{name}`" not in line] == []
    assert len(steps) == len(re.findall("<!-- tutorial: (?:file|append|instead)", PAGE))


def test_who_follows_the_tutorial_sends_a_mail_and_a_monday_letter(follower: Follower) -> None:
    for title, block in find_blocks(PAGE, name="tutorial"):
        follower.do(title, block)

    monday = "Passed on at My shop"
    letters = wait(
        follower.read_letters, lambda found: any(name.startswith(monday) for name in found)
    )
    first = letters["Your order 1001 is on its way"]
    assert (first["From"], first["To"]) == ("My shop <orders@example.com>", "anna@example.com")
    body = first.get_body(("plain",))
    assert body and "Hello Anna, your order 1001 left us today." in body.get_content()
    assert letters["Your order order is on its way"]["To"] == "editor@example.com"
    assert letters["A test by sharekit_doctor"]["To"] == "orders@example.com"
    assert {each["To"] for name, each in letters.items() if name.startswith(monday)} == {
        "editor@example.com"
    }
