"""An article's key: a page's statement about an article, signed so that it cannot be forged."""

from __future__ import annotations

import time
from typing import Final

import msgspec
from django.conf import settings
from django.core import signing
from django.utils.crypto import salted_hmac
from django.utils.http import base36_to_int, int_to_base36

from sharekit.caches import cached_by
from sharekit.exceptions import Refused
from sharekit.sites import get_site

Name = tuple[str, str]
"""Site and identity of an article, which no other article has together."""

SALT: Final = "sharekit.article.day"
DOCTOR: Final = "/sharekit-doctor/"
"""The identity of the test share of sharekit_doctor, which no list of articles shows."""
TITLE_LENGTH: Final = 200
"""The most characters of a stored title."""
IDENTITY_LENGTH: Final = 1000
ADDRESS_LENGTH: Final = 1000
"""The most characters of an address, percent-encoded."""


class ArticleKey(msgspec.Struct, frozen=True, array_like=True):
    """The identity of an article, with its address and title.

    `identity` is `app.model:pk`, with `@` and the language of the address where the URLconf has
    language prefixes, or the path of a page that is not a model instance; it is unique on a site.
    `address` is absolute and has no fragment; its host is that of the site. Neither contains white
    space; `title` is never empty. `day` is when a page made this statement (see `get_day`), 0 if
    unknown: an older key never replaces the values of a newer one.
    """

    identity: str
    address: str
    title: str
    # Last, and with a default, because waiting events may have been stored before this field
    # existed.
    day: int = 0

    @property
    def name(self) -> Name:
        """Site and identity, which no other article has together."""
        return get_site(self.address), self.identity

    @property
    def columns(self) -> dict[str, str]:
        """The columns of the article's row that no other row has together."""
        about, language = split(self.identity)
        return {"site": get_site(self.address), "identity": about, "language": language}

    @property
    def is_titled(self) -> bool:
        """Whether the title differs from the address, which replaces a missing title."""
        return self.title != self.address[:TITLE_LENGTH]


def get_day() -> int:
    """Return today in UTC, as the number of days since 1970."""
    return int(time.time()) // 86_400


def sign(key: ArticleKey) -> str:
    """Return the key as one signed text: `IDENTITY ADDRESS TITLE:DAY:SIGNATURE`.

    The day is part of the key, so that an old key cannot be signed again. A key never expires, so
    that pages can be cached, and it is public: it proves the article, never the act.
    """
    value = f"{key.identity} {key.address} {key.title}:{int_to_base36(key.day)}"
    return signing.Signer(salt=SALT).sign(value)


@cached_by("SECRET_KEY", "SECRET_KEY_FALLBACKS", maxsize=4096)
def _unsign(text: str) -> ArticleKey:
    value, _, day = signing.Signer(salt=SALT).unsign(text).rpartition(":")
    identity, address, title = value.split(" ", 2)
    return ArticleKey(identity, address, title, base36_to_int(day))


def read(text: str) -> ArticleKey:
    """Return the content of a signed key; raise `Refused` (403) if its signature is not valid.

    A key from a day after tomorrow is refused, too: it would replace all that is signed until then.
    """
    try:
        key = _unsign(text)
    except (signing.BadSignature, ValueError):
        raise Refused(403, "This article's key was not signed by this site.") from None
    if key.day > get_day() + 1:
        raise Refused(403, "This article's key is from a future day: set the clock of the server.")
    return key


def split(identity: str) -> tuple[str, str]:
    """Return the object or path of an identity, and its language, "" if it has none."""
    if identity.startswith("/"):
        return identity, ""
    about, _, language = identity.partition("@")
    return about, language


def join(about: str, language: str) -> str:
    """Return an identity from object or path and language."""
    return f"{about}@{language}" if language else about


def hash_name(name: Name) -> list[str]:
    """Return keyed hashes of a site and identity, one for each valid secret, the newest first."""
    return [
        salted_hmac(
            "sharekit.forgotten", " ".join(name), secret=secret, algorithm="sha256"
        ).hexdigest()
        for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    ]
