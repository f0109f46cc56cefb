"""Shows the pages of the test site."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from tests.support.newspaper.models import Story


def show(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one story with its bar."""
    return render(request, "newspaper/story.html", {"story": get_object_or_404(Story, slug=slug)})


def list_all(request: HttpRequest) -> HttpResponse:
    """Show all stories, a bar under each."""
    return render(request, "newspaper/stories.html", {"stories": Story.objects.order_by("pk")})
