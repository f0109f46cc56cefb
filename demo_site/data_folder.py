"""The folder that holds all the demo keeps: database, broker, secret key, logs."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from django.core.management.utils import get_random_secret_key

PROJECT: Final = Path(__file__).resolve().parent.parent
"""The folder that holds manage.py."""


def path() -> Path:
    """Return the data folder, made when absent: $DEMO_DIR, else `.demo` beside manage.py."""
    folder = Path(os.environ.get("DEMO_DIR") or PROJECT / ".demo").resolve()
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def make_broker_folders(folder: Path) -> dict[str, str]:
    """Make the folders in which Celery's messages wait and return them as transport options."""
    queue = folder / "broker" / "queue"
    control = folder / "broker" / "control"
    for each in (queue, control):
        each.mkdir(parents=True, exist_ok=True)
    return {
        "data_folder_in": str(queue),
        "data_folder_out": str(queue),
        "control_folder": str(control),
    }


def secret_key(folder: Path) -> str:
    """Return the site's secret key, drawn once and kept in the folder for its owner alone.

    Shared links stay valid only while it stays the same: an article's key is signed with it.
    """
    kept = folder / "secret_key"
    if not kept.exists():
        draft = folder / f"secret_key.{os.getpid()}"
        draft.touch(mode=0o600)
        draft.write_text(get_random_secret_key(), encoding="utf-8")
        try:
            # A link never replaces: of two processes that start together, the first one wins.
            os.link(draft, kept)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return kept.read_text(encoding="utf-8")
