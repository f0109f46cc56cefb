"""The README says what is there."""

from __future__ import annotations

import re
from configparser import ConfigParser

import noxfile
from tests.support import forge
from tests.support.paths import PROJECT

README = (PROJECT / "README.md").read_text()
SETUP = ConfigParser()
SETUP.read(PROJECT / "setup.cfg")


def test_every_link_is_absolute_and_leads_to_what_is_there() -> None:
    links = re.findall(r"\]\(([^)]+)\)", README)

    assert [link for link in links if not link.startswith("https://")] == []
    assert [link for link in links if forge.is_broken(link)] == []
    assert sum(link.startswith(forge.URL) for link in links) > 10


def test_the_requirements_are_those_of_the_package() -> None:
    rows = dict(re.findall(r"^\| (Python|Django) \| (.+) \|$", README, re.MULTILINE))
    classifiers = SETUP["metadata"]["classifiers"]

    for name, versions in rows.items():
        listed = re.findall(rf"{name} :: (\d+\.\d+)$", classifiers, re.MULTILINE)
        assert versions.split(", ") == listed
    assert set(rows["Python"].split(", ")) == {python for python, _ in noxfile.PAIRS}
    assert set(rows["Django"].split(", ")) == {django for _, django in noxfile.PAIRS}


def test_the_extras_are_those_of_the_package() -> None:
    [row] = re.findall(r"^\| Optional \| extras: (.+) \|$", README, re.MULTILINE)
    for_users = set(SETUP["options.extras_require"]) - {"demo", "dev"}

    assert set(re.findall("`(.+?)`", row)) == for_users
