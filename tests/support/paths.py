"""Names the folders of the project that tests read."""

from pathlib import Path
from typing import Final

PROJECT: Final = Path(__file__).resolve().parents[2]
PACKAGE: Final = PROJECT / "sharekit"
DOCS: Final = PROJECT / "docs"
