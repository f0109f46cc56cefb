"""Every answer follows the description, for any question: schemathesis finds nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.contrib.auth.models import Permission, User
from hypothesis import settings
from pytest_django.live_server_helper import LiveServer
from rest_framework.authtoken.models import Token

from sharekit.models import Article
from tests.support.paths import PROJECT

HOOKS = "tests.unit.api.questions"
SCHEMATHESIS = Path(sys.executable).with_name("schemathesis")


@pytest.mark.slow
def test_schemathesis_finds_nothing(
    live_server: LiveServer, swifts: Article, tmp_path: Path
) -> None:
    """Good questions and bad ones, all its checks, on a real server."""
    user = User.objects.create_user("editor", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename="view_report"))
    key = Token.objects.create(user=user).key

    ended = subprocess.run(
        [
            *(str(SCHEMATHESIS), "run", f"{live_server.url}/sharekit/api/schema/"),
            *("--checks", "all", "--mode", "all", "--seed", "1"),
            # It cannot make texts without control characters; test_notes.py has odd bodies.
            *("--exclude-method", "POST"),
            *("--max-examples", str(max(5, settings().max_examples // 25))),
            *("--header", f"Authorization: Token {key}", "--no-color"),
        ],
        env={**os.environ, "SCHEMATHESIS_HOOKS": HOOKS, "PYTHONPATH": str(PROJECT)},
        cwd=tmp_path,  # It keeps what it found where it runs.
        capture_output=True,
        text=True,
    )

    assert ended.returncode == 0, ended.stdout[-12000:] + ended.stderr[-2000:]
    assert "No issues found" in ended.stdout
