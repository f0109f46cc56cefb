"""Runs the quick tests on every supported pair of Python and Django: `make test-pairs`.

`nox --list` names the pairs, `nox --session "pairs(python='3.13', django='6.1')"` runs one.
"""

import os

import nox

PAIRS = (
    ("3.11", "5.2"),
    ("3.12", "5.2"),
    ("3.12", "6.0"),
    ("3.12", "6.1"),
    ("3.13", "5.2"),
    ("3.13", "6.0"),
    ("3.13", "6.1"),
)

nox.needs_version = ">=2026.1"
nox.options.default_venv_backend = "uv"
nox.options.reuse_venv = "yes"
nox.options.error_on_missing_interpreters = os.environ.get("CI") == "true"


@nox.session
@nox.parametrize(("python", "django"), PAIRS)
def pairs(session: nox.Session, django: str) -> None:
    """Install the lock with a Django of that series, and run the quick tests."""
    session.install("--require-hashes", "-r", "tests/requirements.txt")
    session.install(f"django=={django}.*")
    quick = "not slow and not browser and not thorough"
    session.run("python", "-m", "pytest", "-q", "-p", "no:cacheprovider", "-m", quick)
