"""Checks the picture that a page offers for previews: location, dimensions and file size."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from mimetypes import guess_type
from pathlib import Path
from typing import IO, Any, Final, Literal
from urllib.parse import unquote, urljoin, urlsplit

import msgspec
from django.apps import apps
from django.conf import settings as django_settings
from django.contrib.staticfiles import finders
from django.core.exceptions import SuspiciousOperation
from django.core.files.images import get_image_dimensions
from django.core.files.storage import FileSystemStorage, storages

from sharekit.link_checks import fetch

logger: Final = logging.getLogger("sharekit")

State = Literal["seen", "relative", "insecure", "missing", "elsewhere"]


class Picture(msgspec.Struct, frozen=True):
    """A picture, as far as it can be checked.

    `state` is "seen", "relative" (no absolute address), "insecure" (http), "missing" (no file) or
    "elsewhere" (on another host, not checked). `width`, `height` (pixels) and `weight` (bytes) are
    None if unknown.
    """

    address: str
    state: State
    kind: str = ""
    width: int | None = None
    height: int | None = None
    weight: int | None = None


def look(address: str, *, page: str, declared: tuple[str, str] = ("", "")) -> Picture:
    """Return what is known about the picture of the page at the address `page`.

    `declared` is the size that the page states; a measured size takes precedence.
    """
    absolute = fetch.join(page, address)
    if not absolute:
        return Picture(address, "missing")
    state: State = "seen"
    if address != absolute:
        state = "relative"
    elif urlsplit(address).scheme != "https":
        state = "insecure"
    kind = guess_type(urlsplit(absolute).path)[0] or ""
    width, height = (int(each) if each.isdecimal() and len(each) < 6 else None for each in declared)
    with _open(absolute, page) as file:
        if file is None:
            there = "missing" if fetch.is_ours(absolute) else "elsewhere"
            return Picture(address, there if state == "seen" else state, kind, width, height)  # type: ignore[arg-type]
        weight = file.seek(0, 2)
        file.seek(0)
        measured = _measure(file)
    return Picture(address, state, kind, measured[0] or width, measured[1] or height, weight)


@contextmanager
def _open(address: str, page: str) -> Iterator[IO[bytes] | Any]:
    """Open a static or media file of this site, or the site's response; None if neither exists."""
    try:
        file = _find_file(address, page)
    except SuspiciousOperation:
        # The address leads out of the folder.
        file = None
    if file is None and fetch.is_ours(address):
        try:
            answer = fetch.ask(address)
        except fetch.NoPage:
            answer = None
        if answer and answer.status == 200 and answer.kind.startswith("image/"):
            file = BytesIO(answer.body)
    try:
        yield file
    finally:
        if file is not None:
            file.close()


def _find_file(address: str, page: str) -> IO[bytes] | Any:
    static, media = (
        _cut(address, urljoin(page, url) if url else None)
        for url in (django_settings.STATIC_URL, django_settings.MEDIA_URL)
    )
    for alias, name in (("staticfiles", static), ("default", media)):
        storage = storages[alias] if name else None
        # A storage on another machine has its own addresses.
        if not isinstance(storage, FileSystemStorage) or not storage.base_location:
            continue
        if Path(storage.path(name)).is_file():
            return storage.open(name)
    if static and apps.is_installed("django.contrib.staticfiles"):
        found = finders.find(static)
        return Path(found).open("rb") if found and Path(found).is_file() else None
    return None


def _cut(address: str, prefix: str | None) -> str:
    """Return the part of an address after a prefix, "" if it does not begin with it."""
    if not prefix or not address.startswith(prefix):
        return ""
    return unquote(address.removeprefix(prefix).partition("?")[0])


def _measure(file: Any) -> tuple[int | None, int | None]:
    """Return width and height; None without Pillow, or if it does not recognise the picture."""
    try:
        return get_image_dimensions(file)
    except ImportError:
        return None, None
    except Exception as error:
        # The errors that Pillow raises for a broken or hostile picture are not documented.
        logger.warning("A picture could not be measured: %r", error, exc_info=True)
        return None, None
