"""Tests what a form says of an editor's text."""

from __future__ import annotations

import pytest

from sharekit.contrib.mails.editing.mistakes import find_in_body, find_in_subject
from sharekit.contrib.mails.models import Mail


def find(body: str, *, kind: str = "service") -> list[str]:
    return list(find_in_body(Mail(kind=kind, moment="ordered"), body))


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("{% load sharekit %}", "{% load sharekit %} is not known here."),
        ("{{ settings.SECRET_KEY }}", "{{ settings.SECRET_KEY }} is not known here."),
        ("{user.password}", "{user.password} is not known here."),
        ("- {fist_name}", "{fist_name} is not known here. Did you mean {first_name}?"),
        ("[{ordre}](/a/)", "{ordre} is not known here. Did you mean {order}?"),
        ("[Show](/a/{ordre}/)", "{ordre} is not known here. Did you mean {order}?"),
        ("[Show]({first_name})", "{first_name} is not an address"),
        ("[Show](shop.example)", "shop.example is not an address"),
        ("[Show](javascript:alert(1))", "javascript:alert(1) is not an address"),
        ("{share_links}", "{share_links} is advertising"),
        ("{most_shared 3}", "{most_shared} is advertising"),
    ],
)
def test_a_mistake_is_named(body: str, said: str) -> None:
    assert find(f"Hello\n\n{body}")[0].startswith(said)


def test_a_block_in_a_sentence_is_named_once() -> None:
    assert find("See {share_links} here", kind="marketing") == [
        "Write {share_links} on a line of its own."
    ]


def test_a_text_without_mistakes_has_none() -> None:
    body = (
        "Hello {first_name},\n- {order} of {site_name}\n[Show]({order_url})\n[More](/a/{order}/)\n"
        "[Site](https://other.example/)\n{share_links /a/}\n{most_shared}"
    )

    assert find(body, kind="marketing") == []


def test_a_subject_is_one_line_of_places() -> None:
    mail = Mail(moment="ordered")

    assert list(find_in_subject(mail, "Hello {first_name}")) == []
    assert list(find_in_subject(mail, "Hello\nBcc: eve@evil.example")) == ["A subject is one line."]
    assert len(list(find_in_subject(mail, "{% now %} {share_links}"))) == 2
