"""Writes sharekit/collect/referrers/listed.py from Matomo's public list.

`python -m tools.referrers` fetches the versions that COMMITS names; change these to refresh the
list. `python -m tools.referrers FOLDER` reads copies of the files, where GitHub is out of reach.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Container, Iterable, Iterator, Mapping
from pathlib import Path
from textwrap import fill
from typing import Any, Final
from urllib.request import urlopen

import yaml

from sharekit.collect.referrers.find import compile_countries, list_parents
from sharekit.collect.referrers.hosts import ROWS
from tests.support.paths import PACKAGE

PAGE: Final = PACKAGE / "collect" / "referrers" / "listed.py"
LIST: Final = "matomo-org/searchengine-and-social-list"
ADDRESS: Final = "https://raw.githubusercontent.com"
COMMITS: Final = {
    "AIAssistants.yml": "02a812577a19c32761a741871dfd66dc070e486a",
    "Socials.yml": "03dcb356c076419f9d32c6da6b69344bd23db106",
    "SearchEngines.yml": "02e45a1caccbcefaba4d27e407f969bc1d777557",
}
"""The version of each file, the strongest first: a host in two files is of the first one's kind."""
READ: Final = "November 2026"
KINDS: Final = {
    "AIAssistants.yml": "assistant",
    "Socials.yml": "social",
    "SearchEngines.yml": "search",
}
_HOST: Final = re.compile(r"(?:\{\}\.)?[a-z0-9-]+(?:\.(?:[a-z0-9-]+|\{\}))+")
_PACKAGE: Final = re.compile(r"com\.[a-z]+\..+|.+\.android")


def read_names(content: str) -> Iterator[str]:
    """Yield the hosts of a file of the list, without paths and Android packages."""
    for entry in yaml.safe_load(content).values():
        for row in entry:
            for name in row["urls"] if isinstance(row, dict) else [row]:
                host = re.sub(r"^(?:www|m)\.", "", name.strip().lower())
                if _HOST.fullmatch(host) and not _PACKAGE.fullmatch(host):
                    yield host


def choose(names: Mapping[str, Iterable[str]]) -> dict[str, list[str]]:
    """Return the names of each kind that no stronger name decides, and those with a country.

    A search engine is its own host; assistants and networks include what is below theirs.
    """
    taken = {name for row in ROWS for name in row.hosts.split()}
    countries = sorted(
        {name for name in names["search"] if "{}" in name and not _is_in(name, taken)}
    )
    pattern = compile_countries(countries)
    chosen: dict[str, list[str]] = {}
    for kind, hosts in names.items():
        dot = "" if kind == "search" else "."
        chosen[kind] = []
        for host in sorted(set(hosts), key=len):
            if not ("{}" in host or _is_in(host, taken) or pattern.fullmatch(host)):
                chosen[kind].append(dot + host)
                taken.add(dot + host)
        chosen[kind].sort()
    return {**chosen, "countries": countries}


def _is_in(host: str, taken: Container[str]) -> bool:
    return host in taken or any(f".{name}" in taken for name in list_parents(host))


def write(chosen: dict[str, list[str]]) -> str:
    """Return the module."""
    versions = "\n".join(f"{name}: {commit}" for name, commit in COMMITS.items())
    kinds = "".join(
        f'    "{kind}": """\n{_wrap(chosen[kind], 8)}\n    """,\n' for kind in KINDS.values()
    )
    return (
        f'"""Hosts of assistants, networks and search engines: a public list, as data.\n\n'
        f"https://github.com/{LIST} (CC0 1.0), without paths and Android\n"
        f"packages, and without what hosts.py decides. Written by tools/referrers.py in {READ}\n"
        f"from these versions:\n\n"
        f'{versions}\n"""\n\n'
        f"from __future__ import annotations\n\nfrom typing import Final\n\n"
        f"HOSTS: Final = {{\n{kinds}}}\n"
        f'"""Hosts by kind; a name with a leading dot includes all hosts below it."""\n\n'
        f'SEARCH_IN_COUNTRIES: Final = """\n{_wrap(chosen["countries"], 4)}\n"""\n'
        f'"""Search engines with a host in every country, the {{}} of its name."""\n'
    )


def _wrap(names: Iterable[str], indent: int) -> str:
    space = " " * indent
    return fill(
        " ".join(names),
        width=100,
        initial_indent=space,
        subsequent_indent=space,
        break_on_hyphens=False,
        break_long_words=False,
    )


def _read(name: str, folder: Path | None) -> str:
    if folder:
        return (folder / name).read_text()
    address = f"{ADDRESS}/{LIST}/{COMMITS[name]}/{name}"
    with urlopen(address, timeout=30) as answer:  # noqa: S310 - the constant above is an HTTP address
        content: Any = answer.read()
    return str(content, "utf-8")


def main(folder: Path | None = None) -> None:
    """Fetch or read the files, and write the module."""
    names = {kind: list(read_names(_read(name, folder))) for name, kind in KINDS.items()}
    chosen = choose(names)
    PAGE.write_text(write(chosen))
    for kind, hosts in chosen.items():
        sys.stdout.write(f"{kind}: {len(hosts)} of {len(names.get(kind, hosts))}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
