"""The pages of the magazine."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from demo_site.magazine.forms import LetterForm
from demo_site.magazine.models import Section, Story
from sharekit.buttons.bar import STYLES
from sharekit.channels.find import get_all

READ_ON = 3
"""How many other stories are listed below a story."""


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show every story, the newest one large."""
    stories = list(Story.objects.published())
    context = {"lead": stories[0] if stories else None, "stories": stories[1:]}
    return render(request, "magazine/home.html", context)


@require_safe
def section(request: HttpRequest, name: str) -> HttpResponse:
    """Show the stories of one section."""
    if name not in Section.values:
        raise Http404
    stories = Story.objects.published().filter(section=name)
    context = {"section": Section(name), "stories": stories}
    return render(request, "magazine/section.html", context)


@require_safe
def story(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one story, with a form and other stories below it."""
    found = get_object_or_404(Story.objects.published(), slug=slug)
    others = list(Story.objects.published().exclude(pk=found.pk))
    others.sort(key=lambda other: other.section != found.section)
    context = {
        "story": found,
        "read_on": others[:READ_ON],
        "form": LetterForm(initial={"story": found.slug}),
    }
    return render(request, "magazine/story.html", context)


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """Show a page without a row in any table."""
    return render(request, "magazine/about.html")


@require_safe
def buttons(request: HttpRequest) -> HttpResponse:
    """Show the buttons in every style, theme and direction, and every channel."""
    context = {
        "themes": {"light": _("On a light page"), "dark": _("On a dark page")},
        "styles": STYLES,
        "every_channel": [channel.slug for channel in get_all().values() if channel.button],
    }
    return render(request, "magazine/buttons.html", context)


# A letter is not stored and needs no session: there is nothing to forge, and a CSRF token would
# give every reader a cookie.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def letters(request: HttpRequest) -> HttpResponse:
    """Show the form for letters, or answer one."""
    if request.method == "POST":
        form = LetterForm(request.POST)
        if form.is_valid():
            return redirect("magazine:thanks")
    else:
        form = LetterForm(initial={"story": request.GET.get("story", "")})
    status = 422 if form.errors else 200
    return render(request, "magazine/letters.html", {"form": form}, status=status)


@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    """Thank the sender of a letter."""
    return render(request, "magazine/thanks.html")
