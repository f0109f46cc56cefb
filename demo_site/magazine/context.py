"""What every template of the magazine knows."""

from typing import Any

from django.http import HttpRequest

from demo_site.magazine.models import Section


def sections(request: HttpRequest) -> dict[str, Any]:
    """Return the sections for the navigation."""
    return {"sections": list(Section)}
