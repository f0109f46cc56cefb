"""What a stranger may post to the page of a shared report: a form in UTF-8, or it is refused."""

from __future__ import annotations

import logging

import pytest
from django.test import Client

from sharekit.admin.shared import page as shared_page

pytestmark = pytest.mark.django_db(transaction=True)

PAGE = "/sharekit/shared/"
FORM = "application/x-www-form-urlencoded"
PARTS = "multipart/form-data"
FIELD = b'--x\r\nContent-Disposition: form-data; name="secret"\r\n\r\n\xff%61\r\n--x--\r\n'


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        *((PARTS + more, FIELD) for more in ("", "; boundary=", "; boundary=\u00e9")),
        (FORM, b"&".join([b"a=1"] * 1001)),
        (FORM, b"a" * 3_000_000),
    ],
    ids=lambda given: repr(given[-30:]),
)
def test_a_body_that_is_not_a_form_is_refused_with_a_sentence(
    content_type: str, body: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    response = Client().generic("POST", PAGE, body, content_type=content_type)

    assert response.status_code == 400
    assert 'role="alert"' in response.content.decode()
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


@pytest.mark.parametrize("charset", ["hex", "undefined", "idna", "utf-16", "latin-1", "punycode"])
def test_the_form_is_in_utf_8_whatever_the_body_says(
    charset: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    monkeypatch.setattr(shared_page, "_find", read.append)

    for content_type, body in (
        (f"{PARTS}; boundary=x; charset={charset}", FIELD.replace(b"\xff%61", "é".encode())),
        (f"{FORM}; charset={charset}", b"secret=%C3%A9"),
    ):
        assert Client().generic("POST", PAGE, body, content_type=content_type).status_code == 404

    assert read == ["é", "é"]
