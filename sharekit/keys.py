"""An article's key: what a page says of an article, signed so that nobody can invent one."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final

import msgspec
from django.core import signing
from django.core.signals import setting_changed
from django.dispatch import receiver

from sharekit.exceptions import Refused

SALT: Final = "sharekit.article"
TITLE_LENGTH: Final = 200
"""Characters of a title that are kept."""
IDENTITY_LENGTH: Final = 1000
ADDRESS_LENGTH: Final = 1000
"""Characters that they may have, percent-encoded."""


class ArticleKey(msgspec.Struct, frozen=True, array_like=True):
    """What identifies an article, and how it is called.

    `identity` is `app.model:pk`, or the path of a page that is no model instance; `address` is
    absolute and has no fragment. Neither holds white space; `title` is never empty.
    """

    identity: str
    address: str
    title: str

    @property
    def is_titled(self) -> bool:
        """Whether the title says more than the address, which stands for it where there is none."""
        return self.title != self.address[:TITLE_LENGTH]


def sign(key: ArticleKey) -> str:
    """Return the key as one signed text: `IDENTITY ADDRESS TITLE:SIGNATURE`.

    It holds no time stamp, so that pages can be cached, and it is public: it proves the article,
    never the act.
    """
    return signing.Signer(salt=SALT).sign(f"{key.identity} {key.address} {key.title}")


@lru_cache(maxsize=4096)
def _unsign(text: str) -> ArticleKey:
    identity, address, title = signing.Signer(salt=SALT).unsign(text).split(" ", 2)
    return ArticleKey(identity, address, title)


@receiver(setting_changed)
def _forget(*, setting: str, **_: Any) -> None:
    """Forget what was signed by a secret that a test has changed."""
    if setting.startswith("SECRET_KEY"):
        _unsign.cache_clear()


def read(text: str) -> ArticleKey:
    """Return what a signed key says, or raise `Refused` (403) when we did not sign it."""
    try:
        return _unsign(text)
    except (signing.BadSignature, ValueError):
        raise Refused(403, "This article's key was not signed by this site.") from None
