"""docs/mails-writing.md says what the code does."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import Permission
from django.utils.html import format_html

from sharekit.contrib.mails.writing import letters
from sharekit.contrib.mails.writing.blocks import BLOCKS, Shown
from tests.support.paths import DOCS
from tests.unit.contrib.mails.writing.reading import make_mail, make_message, parse

PAGE = (DOCS / "mails-writing.md").read_text()


def find_code(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.+?)^```", PAGE, re.MULTILINE | re.DOTALL)


def test_every_block_is_there() -> None:
    section = PAGE.partition("### Blocks")[2].partition("\n### ")[0]

    assert set(re.findall(r"^\| `\{(\w+)", section, re.MULTILINE)) == BLOCKS.keys()


@pytest.mark.django_db
def test_every_permission_is_there() -> None:
    listed = re.findall(r"^\| (\*Can .+?) \|", PAGE, re.MULTILINE)
    known = set(Permission.objects.values_list("name", flat=True))

    assert {name for line in listed for name in re.findall(r"\*(Can .+?)\*", line)} <= known


@pytest.mark.django_db
@pytest.mark.parametrize(("column", "kind"), [(1, "service"), (2, "marketing")])
def test_headers_are_those_of_a_mail(column: int, kind: str) -> None:
    rows = [line.split("|")[1:-1] for line in PAGE.splitlines() if line.startswith("| `")]
    table = {row[0].strip(" `"): row[column].strip() for row in rows if len(row) == 4}
    mail = parse(make_message(make_mail("Hello", kind=kind))).mail

    assert {name for name, value in table.items() if value} == table.keys() & set(mail.keys())


@pytest.mark.django_db
def test_a_function_writes_a_mail(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(letters, "LETTERS", {})
    names = {"format_html": format_html, "Shown": Shown}
    exec(find_code("python")[0], names)  # The example of the page.
    written = letters.LETTERS["invoice"](make_message(make_mail("x"), total="<7>"))

    assert written.text == "Total: <7>\n"
    assert "<p>Total: &lt;7&gt;</p>" in written.html
