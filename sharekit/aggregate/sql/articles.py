"""Articles: their rows, and which of several keys names one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Final

from sharekit.aggregate.sql.rows import run
from sharekit.aggregate.sql.upserts import INSERT
from sharekit.conf import settings
from sharekit.keys import ArticleKey
from sharekit.models import Article, ForgottenArticle
from sharekit.origins import get_host, list_hosts

_COLUMNS: Final = ("identity", "url", "title", "signed")


def put_articles(keys: Sequence[ArticleKey]) -> dict[str, int]:
    """Write the articles of keys, in the order of receipt, and return their ids by identity.

    A row takes address and title only from a key that is not older than the stored one and belongs
    to the site's own hosts (SITE_URL, ORIGINS) or to the row's host; among keys of one day the last
    one wins. A row that is already correct is only read: an update would lock it until the batch is
    counted, and leave an old version of the row until the next vacuum.
    """
    said: dict[str, list[ArticleKey]] = {}
    for key in dict.fromkeys(reversed(keys)):
        said.setdefault(key.identity, []).append(key)
    ids: dict[str, int] = {}
    known = _read(said, ids)
    new = [_choose_first(said[identity]) for identity in said.keys() - known.keys()]
    ids |= dict(_write(new, "DO NOTHING RETURNING identity, id"))
    # Other workers may have written some of them in the meantime.
    known |= _read(said.keys() - ids.keys(), ids)
    changed = [
        key
        for identity, there in known.items()
        if said[identity] != [there] and (key := _choose(said[identity], there)) != there
    ]
    _write(
        changed,
        "(identity) DO UPDATE SET url = excluded.url, title = excluded.title, "
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
    hosts = {*_list_own(), get_host(there.address)}
    fitting = [key for key in keys if key.day >= there.day and get_host(key.address) in hosts]
    return _choose_first(fitting or [there])


def _choose_first(keys: list[ArticleKey]) -> ArticleKey:
    """Return the first of the newest keys, preferring keys of the site's own hosts."""
    own = _list_own()
    return max(keys, key=lambda key: (get_host(key.address) in own, key.day))


def _list_own() -> list[str]:
    """Return the site's own hosts; none without SITE_URL."""
    return list_hosts() if settings.site_url else []


def _read(identities: Collection[str], ids: dict[str, int]) -> dict[str, ArticleKey]:
    """Return the current keys of rows by identity, and add their ids to `ids`."""
    rows = run(
        Article,
        "SELECT id, identity, url, title, signed FROM {table} WHERE identity IN ({rows})",
        columns=("identity",),
        rows=[(identity,) for identity in identities],
    )
    ids |= {identity: pk for pk, identity, *_ in rows}
    return {identity: ArticleKey(identity, *said) for _, identity, *said in rows}


def _write(keys: Iterable[ArticleKey], on_conflict: str) -> list[tuple[str, int]]:
    return run(
        Article,
        f"{INSERT} ON CONFLICT {on_conflict}",
        columns=_COLUMNS,
        rows=sorted((key.identity, key.address, key.title, key.day) for key in keys),
    )
