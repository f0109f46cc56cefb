"""A site builds a buffer with options, also one of another package."""

from __future__ import annotations

import re
import sys
from types import ModuleType
from typing import Any

import pytest
from pytest_django import Settings

from sharekit import buffers
from sharekit.buffers.database import DatabaseBuffer
from sharekit.checks.values import check_options
from tests.support.paths import PROJECT


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> str:
    """Return the dotted path of the buffer in CONTRIBUTING.md."""
    section = (PROJECT / "CONTRIBUTING.md").read_text().partition("## Add a buffer\n")[2]
    (code,) = re.findall(r"```python\n(.*?)```", section.partition("\n## ")[0], re.DOTALL)
    module = ModuleType("bucket")
    monkeypatch.setitem(sys.modules, "bucket", module)
    exec(code, vars(module))
    return "bucket.BucketBuffer"


def test_a_buffer_of_another_package_declares_and_gets_its_own(
    bucket: str, settings: Settings
) -> None:
    settings.SHAREKIT = {"BUFFER": {"BACKEND": bucket, "OPTIONS": {"BUCKET": "events"}}}

    buffer: Any = buffers.get()
    assert buffer._options.bucket == "events"
    assert list(check_options(None)) == []
    settings.SHAREKIT = {"BUFFER": {"BACKEND": bucket, "OPTIONS": {"BUKET": "events"}}}
    (message,) = check_options(None)
    assert message.hint == "Did you mean 'BUCKET'?"


def test_a_buffer_is_built_once_and_again_after_the_settings_have_changed(
    settings: Settings,
) -> None:
    first = buffers.get()
    assert buffers.get() is first
    settings.SHAREKIT = {"BUFFER": "sharekit.buffers.database.DatabaseBuffer"}

    assert isinstance(buffers.get(), DatabaseBuffer)
    assert buffers.get() is not first
