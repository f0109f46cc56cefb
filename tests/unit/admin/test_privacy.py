"""The privacy page: its permission, and that it agrees with the reports."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from sharekit.privacy.page import describe_privacy, render_privacy

ADDRESS = "/admin/sharekit/report/privacy/"


def test_it_has_an_address_of_its_own() -> None:
    assert reverse("admin:sharekit_report_privacy") == ADDRESS


def test_an_editor_sees_every_column_with_its_reason(editor: Client) -> None:
    page = editor.get(ADDRESS).content.decode()

    for table in describe_privacy().tables:
        assert f"{table.name}</h2>" in page
        for column in table.columns:
            assert f"<code>{column.name}</code></th><td>{escape(column.why)}</td>" in page
    for choice in describe_privacy().choices:
        words = f"{choice.name}: {choice.value}</code></th><td>{escape(choice.meaning)}</td>"
        assert words in page
    for sentence in describe_privacy().outside:
        assert f"<li>{escape(sentence)}</li>" in page
    assert "sharekit-off" in page


def test_it_can_be_filed_as_a_text(editor: Client) -> None:
    answer = editor.get(ADDRESS, {"format": "md"})

    assert answer["Content-Type"] == "text/markdown; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="sharekit-privacy.md"'
    assert answer.content.decode() == render_privacy(describe_privacy())


@pytest.mark.django_db
def test_strangers_and_staff_without_the_permission_do_not_see_it(
    client: Client, log_in: Callable[..., Client]
) -> None:
    assert client.get(ADDRESS).status_code == 302
    staff = log_in()
    assert staff.get(ADDRESS).status_code == 403
    assert staff.get(ADDRESS, {"format": "md"}).status_code == 403
