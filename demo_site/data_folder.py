"""The folder with all data of the demo: database, broker, letters, secret key, logs."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from django.core.management.utils import get_random_secret_key

PROJECT: Final = Path(__file__).resolve().parent.parent
"""The folder that contains manage.py."""


def path() -> Path:
    """Return the data folder, created if missing: $DEMO_DIR, else `.demo` next to manage.py."""
    folder = Path(os.environ.get("DEMO_DIR") or PROJECT / ".demo").resolve()
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def make_broker_folders(folder: Path) -> dict[str, str]:
    """Create the folders in which Celery messages wait, and return them as transport options."""
    queue = folder / "broker" / "queue"
    control = folder / "broker" / "control"
    for each in (queue, control):
        each.mkdir(parents=True, exist_ok=True)
    return {
        "data_folder_in": str(queue),
        "data_folder_out": str(queue),
        "control_folder": str(control),
    }


def keep_secret(folder: Path, name: str) -> str:
    """Return a secret of the site, created once and readable only for its owner."""
    kept = folder / name
    if not kept.exists():
        draft = folder / f"{name}.{os.getpid()}"
        draft.touch(mode=0o600)
        draft.write_text(get_random_secret_key(), encoding="utf-8")
        try:
            # A link never replaces a file: of two processes that start together, the first one
            # wins.
            os.link(draft, kept)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return kept.read_text(encoding="utf-8")
