"""The shop of the letters."""

from tests.unit.contrib.mails.writing.conftest import configured

__all__ = ["configured"]
