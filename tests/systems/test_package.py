"""The package is complete, contains nothing else, and gives its types to type checkers."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from email import message_from_string
from html.parser import HTMLParser
from pathlib import Path

import pytest
from readme_renderer import markdown

from demo_site.launch.environment import PYTHON
from tests.support import forge
from tests.support.paths import PROJECT
from tests.systems import packaging

pytestmark = pytest.mark.slow

APP = {
    str(path.relative_to(PROJECT))
    for path in (PROJECT / "sharekit").rglob("*")
    if path.is_file() and not re.search(r"/(__pycache__|\.\w+)/", str(path.relative_to(PROJECT)))
}
# What optional apps have beside Python files.
CONTRIB = {
    f"sharekit/contrib/wagtail/{path}"
    for path in (
        "locale/de/LC_MESSAGES/django.mo",
        "locale/de/LC_MESSAGES/django.po",
        "static/sharekit_wagtail/example.js",
        "static/sharekit_wagtail/example.svg",
        "templates/sharekit/mails/example.de.txt",
    )
}
METADATA = {"CHANGELOG.md", "LICENSE", "MANIFEST.in", "PKG-INFO", "README.md"}
METADATA |= {"django_sharekit.egg-info", "pyproject.toml", "setup.cfg"}

# What a site writes; the lines with a comment are wrong, and mypy has to say so in these words.
HOST = """
from typing import Any

from django.contrib import admin

from sharekit import signals
from sharekit.admin import ShareCountsAdminMixin
from sharekit.conf import beat_schedule
from sharekit.links import tracked_url

CELERY_BEAT_SCHEDULE = beat_schedule(["sharekit"])


class ArticleAdmin(ShareCountsAdminMixin, admin.ModelAdmin[Any]):
    share_counts_days = 7


class OtherAdmin(ShareCountsAdminMixin, admin.ModelAdmin[Any]):
    share_counts_days = "7"  # Incompatible types in assignment


signals.share_counted.connect(print)
signals.share_counted.connect(1)  # Argument 1 to "connect"
reveal_type(tracked_url("/swifts/", channel="email", campaign="may"))  # Revealed type is "str"
reveal_type(CELERY_BEAT_SCHEDULE)  # Revealed type is "dict[str, dict[str, Any]]"
tracked_url("/swifts/", channel=2, campaign="may")  # Argument "channel" to "tracked_url"
tracked_url("/swifts/", chanel="email", campaign="may")  # Unexpected keyword argument "chanel"
"""


@pytest.fixture(scope="module")
def distribution(tmp_path_factory: pytest.TempPathFactory) -> packaging.Distribution:
    return packaging.build(tmp_path_factory.mktemp("package"), more=CONTRIB)


@pytest.fixture
def python(tmp_path: Path, distribution: packaging.Distribution) -> Path:
    """Return the Python of an environment in which the wheel is installed beside its needs."""
    environment = tmp_path / "environment"
    uv = [str(PYTHON.with_name("uv")), "--quiet"]
    python = environment / "bin" / "python"
    subprocess.run([*uv, "venv", "--python", sys.executable, environment], check=True)
    install = [*uv, "pip", "install", "--no-deps", "--offline", "--python", str(python)]
    subprocess.run([*install, str(distribution.wheel)], check=True)
    [packages] = environment.glob("lib/python*/site-packages")
    (packages / "needs.pth").write_text(sysconfig.get_path("purelib"))
    return python


def test_the_wheel_holds_the_app_with_its_files_and_nothing_else(
    distribution: packaging.Distribution,
) -> None:
    names = set(zipfile.ZipFile(distribution.wheel).namelist())

    assert {name.split("/")[0] for name in names if ".dist-info" not in name} == {"sharekit"}
    assert (APP | CONTRIB) - names == set()


def test_the_sdist_holds_the_app_with_its_files_and_nothing_else(
    distribution: packaging.Distribution,
) -> None:
    with tarfile.open(distribution.sdist) as archive:
        paths = [member.name.partition("/")[2] for member in archive if member.isfile()]

    assert {path.split("/")[0] for path in paths} == METADATA | {"sharekit"}
    assert (APP | CONTRIB) - set(paths) == set()


class Addresses(HTMLParser):
    """The addresses of links and pictures in a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.pictures: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if tag == "a" and "href" in named:
            self.links.append(named["href"] or "")
        if tag == "img":
            self.pictures.append(named["src"] or "")


def test_links_and_pictures_of_the_page_on_pypi_are_not_broken(
    distribution: packaging.Distribution,
) -> None:
    """PyPI has no file beside the page: a relative address leads nowhere there."""
    with zipfile.ZipFile(distribution.wheel) as archive:
        [name] = [name for name in archive.namelist() if name.endswith(".dist-info/METADATA")]
        metadata = message_from_string(archive.read(name).decode())
    assert metadata["Description-Content-Type"] == "text/markdown"
    html = markdown.render(str(metadata.get_payload()))
    assert html
    page = Addresses(html)

    assert len(page.pictures) == 2
    # What begins with # is in the page itself: an anchor of each heading.
    addresses = {link for link in page.links if not link.startswith("#")} | {*page.pictures}
    addresses |= {url.partition(", ")[2] for url in metadata.get_all("Project-URL") or []}
    assert [each for each in addresses if not each.startswith("https://")] == []
    assert [each for each in addresses if forge.is_broken(each)] == []


def test_a_site_s_type_checker_knows_the_types(python: Path, tmp_path: Path) -> None:
    host = tmp_path / "site" / "host.py"
    host.parent.mkdir()
    host.write_text(HOST)
    expected = {
        number: line.partition("  # ")[2]
        for number, line in enumerate(HOST.splitlines(), 1)
        if "  # " in line
    }
    foreign = ("MYPYPATH", "PYTHONPATH")

    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--python-executable", python, "host.py"],
        cwd=host.parent,
        env={name: value for name, value in os.environ.items() if name not in foreign},
        capture_output=True,
        text=True,
    )

    said = re.findall(r"^host\.py:(\d+): (?:error|note): (.*)", done.stdout, re.MULTILINE)
    missing = {
        number: words
        for number, words in expected.items()
        if not any(int(line) == number and words in text for line, text in said)
    }
    assert missing == {}, done.stdout + done.stderr
    assert {int(line) for line, _ in said} == set(expected), done.stdout
