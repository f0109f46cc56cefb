"""Tests the tutorial of promotions to the letter: a new shop, the admin, customers, a refund."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support import servers
from tests.support.paths import DOCS
from tests.systems.stranger import INSTALL, Stranger, find_blocks

pytestmark = [pytest.mark.slow, pytest.mark.browser]

PAGE = (DOCS / "first-promotion.md").read_text()
PASSWORD = "sesame-2026"


class Follower:
    """A developer, a marketer and two customers, who do one step of the page after the other."""

    def __init__(self, stranger: Stranger, browser: Browser, processes: ExitStack) -> None:
        self._stranger = stranger
        self._browser = browser
        self._processes = processes
        self._port = servers.find_port()
        self._key = ""
        self._link = ""
        self.pages: dict[str, Page] = {}
        self._steps: dict[str, Callable[[str], None]] = {
            "install": self._install,
            "run": self._run,
            "run, with findings": self._compare_findings,
            "run, for the key": self._create_key,
            "run, as the marketer": self._create_marketer,
            "keep running": self._start,
            "form": self._fill_in,
            "act as Anna": self._act_as_anna,
            "act as Ben": self._act_as_ben,
        }

    def do(self, title: str, block: str) -> None:
        """Do what a step says, with the port and the key of this test."""
        text = block.replace("127.0.0.1:8000", f"127.0.0.1:{self._port}").replace("…", self._key)
        kind, _, name = title.partition(" ")
        if kind in {"file", "append", "instead"}:
            self._stranger.write(name, f"{text}\n", mode="w" if kind == "file" else "a")
        else:
            self._steps[title](text)

    def list_vouchers(self, name: str) -> list[str]:
        """Return what a customer's account says of vouchers."""
        self.pages[name].goto("/account/")
        return self.pages[name].get_by_role("listitem").all_inner_texts()

    def _install(self, line: str) -> None:
        assert line == INSTALL

    def _run(self, lines: str) -> None:
        for line in lines.splitlines():
            self._stranger.run(line)

    def _create_key(self, line: str) -> None:
        self._key = self._stranger.run(line).strip()

    def _create_marketer(self, line: str) -> None:
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

    def _open(self, name: str) -> Page:
        """Open a browser that shares no cookies with the others."""
        context = self._browser.new_context(base_url=f"http://127.0.0.1:{self._port}")
        self._processes.callback(context.close)
        self.pages[name] = context.new_page()
        return self.pages[name]

    def _fill_in(self, table: str) -> None:
        page = self._open("marketer")
        page.goto("/admin/")
        page.get_by_label("Username").fill("marketer")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Log in").click()
        page.get_by_role("link", name="Promotions", exact=True).last.click()
        page.get_by_role("link", name="Add promotion").click()
        for row in table.splitlines()[2:]:
            _step, field, value = (cell.strip() for cell in row.strip("|").split("|"))
            box = page.get_by_label(f"{field}:", exact=True)
            if box.evaluate("box => box.tagName") == "SELECT":
                box.select_option(label=value)
            else:
                box.fill(value)
        page.get_by_role("button", name="Save and continue editing").click()
        page.get_by_role("button", name="Start").click()
        expect(page.get_by_role("button", name="Pause")).to_be_visible()

    def _act_as_anna(self, _steps: str) -> None:
        page = self._open("Anna")
        page.goto("/sign-up/")
        self._sign_up("Anna")
        page.goto("/recommend/")
        page.get_by_role("button", name="Get my link").click()
        self._link = page.get_by_label("Your link").input_value()

    def _act_as_ben(self, _steps: str) -> None:
        page = self._open("Ben")
        page.goto(self._link)
        page.get_by_role("link", name="Accept the gift").click()
        self._sign_up("Ben")
        page.get_by_role("link", name="Order something").click()
        page.get_by_label("Total").fill("25")
        page.get_by_role("button", name="Order").click()
        page.wait_for_url("**/account/")

    def _sign_up(self, name: str) -> None:
        page = self.pages[name]
        for field, text in {
            "Username": name,
            "First name": name,
            "Email": f"{name.lower()}@example.com",
            "Password": PASSWORD,
            "Password confirmation": PASSWORD,
        }.items():
            page.get_by_label(f"{field}:", exact=True).fill(text)
        page.get_by_role("button", name="Sign up").click()
        page.wait_for_url("**/account/")


@pytest.fixture
def follower(stranger: Stranger, browser: Browser) -> Iterator[Follower]:
    with ExitStack() as processes:
        yield Follower(stranger, browser, processes)


def test_a_reader_sees_the_name_of_each_file() -> None:
    steps = re.findall(
        r"^(.*)\n\n<!-- tutorial: (file|append|instead) (\S+) -->", PAGE, re.MULTILINE
    )

    assert [name for line, _kind, name in steps if f"`{name}`" not in line] == []
    assert len(steps) == len(re.findall("<!-- tutorial: (?:file|append|instead) ", PAGE))


def test_who_follows_the_tutorial_issues_two_vouchers_and_takes_them_back(
    follower: Follower, stranger: Stranger
) -> None:
    customers = ("Anna", "Ben")
    for title, block in find_blocks(PAGE, name="tutorial"):
        follower.do(title, block)
        if title == "act as Ben":
            issued = [follower.list_vouchers(name) for name in customers]

    assert [len(vouchers) for vouchers in issued] == [1, 1]
    assert [follower.list_vouchers(name) for name in customers] == [
        [f"{code} (withdrawn)"] for [code] in issued
    ]
    schedule = "from mysite import settings; print(*settings.CELERY_BEAT_SCHEDULE)"
    assert "promotions-settle" in stranger.run(f"python -c '{schedule}'")
