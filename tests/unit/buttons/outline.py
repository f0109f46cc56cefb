"""Reads a bar as a browser would."""

from __future__ import annotations

from html.parser import HTMLParser


class Outline(HTMLParser):
    """Reads tags with their attributes, in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag."""
        self.tags.append((tag, dict(attrs)))

    @property
    def key(self) -> str:
        """The article's signed key."""
        return str(self.tags[0][1]["data-sharekit"])

    @property
    def buttons(self) -> dict[str, dict[str, str | None]]:
        """The attributes of each button by its channel."""
        return {
            str(attrs["data-sharekit-channel"]): attrs
            for tag, attrs in self.tags
            if "data-sharekit-channel" in attrs
        }

    @property
    def links(self) -> dict[str, str]:
        """The address of each button by its channel."""
        return {channel: str(attrs["href"]) for channel, attrs in self.buttons.items()}
