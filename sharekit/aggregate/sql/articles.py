"""Articles: their rows, and which of several keys names one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any, Final

from msgspec.structs import replace

from sharekit.aggregate.sql.rows import run
from sharekit.aggregate.sql.upserts import INSERT
from sharekit.keys import ArticleKey, Name, join, split
from sharekit.models import Article, ForgottenArticle
from sharekit.origins import get_host

_COLUMNS: Final = ("site", "identity", "language", "url", "title", "signed")


def put_articles(keys: Sequence[ArticleKey]) -> dict[Name, int]:
    """Write the articles of keys, in the order of receipt, and return their ids by name.

    A row takes address and title only from a key that is not older than the stored one and has the
    site's own host or the row's, not another of its names; among keys of one day the last one wins.
    A key without a title leaves the title as it was.
    A row that is already correct is only read: an update would lock it until the
    batch is counted, and leave an old version of the row until the next vacuum.
    """
    said: dict[Name, list[ArticleKey]] = {}
    for key in dict.fromkeys(reversed(keys)):
        said.setdefault(key.name, []).append(key)
    ids: dict[Name, int] = {}
    known = _read(said, ids)
    new = [_choose_titled(said[name]) for name in said.keys() - known.keys()]
    written = _write(new, "DO NOTHING RETURNING site, identity, language, id")
    ids |= {(site, join(about, language)): pk for site, about, language, pk in written}
    # Other workers may have written some of them in the meantime.
    known |= _read(said.keys() - ids.keys(), ids)
    changed = [
        key
        for name, there in known.items()
        if said[name] != [there] and (key := _choose(said[name], there)) != there
    ]
    _write(
        changed,
        "(identity, site, language) DO UPDATE SET url = excluded.url, title = excluded.title, "
        "signed = excluded.signed WHERE {table}.signed <= excluded.signed",
    )
    return ids


def read_forgotten(digests: Collection[str]) -> list[tuple[str, int]]:
    """Return hash and day of those articles that were deleted."""
    return run(
        ForgottenArticle,
        "SELECT digest, day FROM {table} WHERE digest IN ({rows})",
        columns=("digest",),
        rows=[(digest,) for digest in digests],
    )


def _choose(keys: list[ArticleKey], there: ArticleKey) -> ArticleKey:
    """Return the key that names an existing article: one of `keys`, or the current one."""
    hosts = {there.name[0], get_host(there.address)}
    fitting = [key for key in keys if key.day >= there.day and get_host(key.address) in hosts]
    return _choose_titled([*fitting, there])


def _choose_titled(keys: list[ArticleKey]) -> ArticleKey:
    """Return the first key as `_choose_first` does, with the title of the first that has one."""
    first = _choose_first(keys)
    titled = [key for key in keys if key.is_titled]
    return replace(first, title=_choose_first(titled).title) if titled else first


def _choose_first(keys: list[ArticleKey]) -> ArticleKey:
    """Return the first of the newest keys, preferring keys of the site's own host."""
    return max(keys, key=lambda key: (get_host(key.address) == key.name[0], key.day))


def _read(names: Collection[Name], ids: dict[Name, int]) -> dict[Name, ArticleKey]:
    """Return the current keys of rows by name, and add their ids to `ids`."""
    found = run(
        Article,
        "SELECT id, site, identity, language, url, title, signed FROM {table} "
        "WHERE identity IN ({rows})",
        columns=("identity",),
        rows=[(about,) for about in dict.fromkeys(split(identity)[0] for _, identity in names)],
    )
    known: dict[Name, ArticleKey] = {}
    for pk, site, about, language, *said in found:
        name = site, join(about, language)
        # The object may have articles on other sites and in other languages.
        if name in names:
            ids[name] = pk
            known[name] = ArticleKey(name[1], *said)
    return known


def _write(keys: Iterable[ArticleKey], on_conflict: str) -> list[tuple[Any, ...]]:
    return run(
        Article,
        f"{INSERT} ON CONFLICT {on_conflict}",
        columns=_COLUMNS,
        rows=sorted((*key.columns.values(), key.address, key.title, key.day) for key in keys),
    )
