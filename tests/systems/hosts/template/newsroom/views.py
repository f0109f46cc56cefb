"""Shows the host's articles."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from newsroom.models import Story


def show(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one story with its bar."""
    return render(request, "story.html", {"story": get_object_or_404(Story, slug=slug)})
