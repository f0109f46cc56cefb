"""Builds the documentation: `make docs`.

The source folder is the project itself, so that every page is read where it is: links between
docs/, README.md and sharekit/ARCHITECTURE.md work here and on a forge.
"""

from pygments.lexers.sql import PostgresLexer
from sphinx.application import Sphinx

project = "sharekit"
author = "sharekit contributors"
project_copyright = "2026, sharekit contributors"

extensions = ["myst_parser"]
root_doc = "docs/index"
include_patterns = ["docs/**.md", "sharekit/ARCHITECTURE.md", "[A-Z]*.md"]
# The front page has the text of README.md.
exclude_patterns = ["README.md", ".*", "docs/build", "**/node_modules"]
templates_path = ["templates"]

# As a forge names the headings that links point to.
myst_heading_anchors = 3

html_theme = "furo"
html_title = "sharekit"
html_additional_pages = {"index": "redirect.html"}
html_copy_source = False
html_show_sphinx = False


def setup(app: Sphinx) -> None:
    """Let blocks of SQL be PostgreSQL's, which has blocks between dollars."""
    app.add_lexer("sql", PostgresLexer)
