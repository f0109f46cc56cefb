""" "Make a link": tracked links of editors, with their QR codes and what they brought."""

from __future__ import annotations

from contextlib import suppress
from typing import Any, Final
from urllib.parse import urlsplit

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminTextInputWidget
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sharekit import channels, reports, tokens
from sharekit.admin.drawing import link_page
from sharekit.admin.read_only import ReadOnlyAdmin
from sharekit.buttons import links, qr
from sharekit.conf import settings
from sharekit.exceptions import Refused
from sharekit.keys import ADDRESS_LENGTH, ArticleKey
from sharekit.models import CAMPAIGN_LENGTH, MAY_SEE, Article, MadeLink
from sharekit.views import send_picture

MAY_MAKE: Final = "sharekit.add_madelink"
"""The permission to make a link, beside MAY_SEE: its figures are figures."""
MOST_PROPOSED: Final = 200
# Whoever makes a link sends it by a way that has a name; the page's own menu has none.
_NO_WAYS: Final = ("native",)


def may_make(request: HttpRequest) -> bool:
    """Tell whether the user may make links, and the site has any that tell campaigns apart."""
    return settings.privacy == "links" and request.user.has_perms((MAY_SEE, MAY_MAKE))


def _list_ways() -> list[tuple[str, str]]:
    return [
        (slug, reports.name_way(slug))
        for slug, channel in channels.find_all().items()
        if channel.button and slug not in _NO_WAYS
    ]


class ArticleInput(AdminTextInputWidget):
    """A field for an address that proposes the articles that were seen last.

    The admin's own search for rows breaks a strict policy, and has no name while it is empty.
    """

    def render(self, name: str, *args: Any, **kwargs: Any) -> SafeString:
        """Return the field and what it proposes."""
        options = Article.objects.order_by("-pk").values_list("url", "title")[:MOST_PROPOSED]
        return format_html(
            '{}<datalist id="sharekit-articles">{}</datalist>',
            super().render(name, *args, **kwargs),
            format_html_join("", '<option value="{}">{}</option>', options),
        )


class MadeLinkForm(forms.ModelForm):  # type: ignore[type-arg] # not subscriptable when it runs
    """Asks for what a link is made of."""

    article = forms.CharField(
        label=_("Article"),
        max_length=ADDRESS_LENGTH,
        widget=ArticleInput(attrs={"list": "sharekit-articles"}),
        help_text=_("Its address, or begin to write its title."),
    )
    channel = forms.ChoiceField(
        label=_("Way"),
        choices=_list_ways,
        help_text=_("How you will pass the link on."),
    )
    campaign = forms.CharField(
        label=_("Campaign"),
        max_length=CAMPAIGN_LENGTH,
        widget=AdminTextInputWidget,
        help_text=_(
            "A name of your own, such as “Newsletter of May”: one for everybody who gets the link, "
            "never one for each."
        ),
    )

    class Meta:
        model = MadeLink
        fields = ("article", "channel", "campaign")

    def clean_article(self) -> Article:
        """Return the article of that address, which was read before."""
        try:
            article = reports.find_article(self.cleaned_data["article"])
        except Refused as refused:
            unknown = gettext(
                "No article is known by this address. It is once it was read: open its page, wait "
                "until that is counted, and try again."
            )
            raise ValidationError(unknown if refused.status == 404 else refused.sentence) from None
        if urlsplit(article.url).scheme not in {"http", "https"}:
            raise ValidationError(gettext("This article has no address on the web."))
        return article

    def clean_campaign(self) -> str:
        """Return the label as the link will have it."""
        try:
            return links.read_campaign(self.cleaned_data["campaign"])
        except ValueError:
            # The field itself has seen that there is one, and that it is not too long.
            raise ValidationError(gettext("Leave out what cannot be seen.")) from None


class WayFilter(admin.SimpleListFilter):
    """Shows the links of one way."""

    title = _("way")
    parameter_name = "channel"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Return the ways that any link was made for."""
        slugs = model_admin.get_queryset(request).values_list("channel", flat=True).order_by()
        return sorted((slug, reports.name_way(slug)) for slug in slugs.distinct())

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Return the links of the chosen way, or all."""
        return queryset.filter(channel=self.value()) if self.value() else queryset


class DayFilter(admin.DateFieldListFilter):
    """Shows the links of some days."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.title = _("day")


@admin.register(MadeLink)
class MadeLinkAdmin(ReadOnlyAdmin):
    """The links that editors, templates and code made; nothing of one is changed later."""

    form = MadeLinkForm
    add_form_template = "admin/sharekit/madelink/add_form.html"
    list_display = ("campaign", "article_title", "way", "visits", "reshares", "made")
    list_filter = (WayFilter, ("at", DayFilter))
    lookups = (WayFilter.parameter_name, "at__gte", "at__lt")
    list_select_related = ("article",)
    ordering = ("-at", "-pk")
    search_fields = ("campaign", "article__title", "article__url")
    show_facets = admin.ShowFacets.NEVER

    def get_urls(self) -> list[URLPattern]:
        """Return the addresses, with that of a link's QR code."""
        view = self.admin_site.admin_view(self.qr_view)
        return [path("<int:pk>/qr.svg", view, name="sharekit_madelink_qr"), *super().get_urls()]

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Return what the address of the form says: `?article=` takes an article's id, too."""
        given: dict[str, Any] = super().get_changeform_initial_data(request)
        if about := str(given.get("article", "")):
            with suppress(Refused):
                given["article"] = reports.find_article(about).url
        return given

    def get_queryset(self, request: HttpRequest) -> QuerySet[MadeLink]:
        """Return the links that the site made, with what they brought."""
        made = super().get_queryset(request).filter(state=MadeLink.State.MADE)
        return reports.add_figures(made)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Tell whether the user may see figures."""
        return request.user.has_perm(MAY_SEE)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Tell whether the user may see figures."""
        return request.user.has_perm(MAY_SEE)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Tell whether the user may make links."""
        return may_make(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Return False: it may be in many hands, and its visits would look like lost shares."""
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:  # noqa: FBT001
        """Make the link, or find the one that is there."""
        article: Article = obj.article
        key = ArticleKey(article.identity, article.url, article.title, article.signed)
        known = self.get_queryset(request)
        was_there = known.filter(
            article=article, channel=obj.channel, campaign=obj.campaign
        ).exists()
        token = links.make(key, [obj.channel], campaign=obj.campaign)[obj.channel]
        obj.pk = known.get(token=token).pk
        if was_there:
            messages.info(request, gettext("This link was there already."))
        else:
            messages.success(request, gettext("The link is made."))

    def response_add(
        self, request: HttpRequest, obj: Any, post_url_continue: str | None = None
    ) -> HttpResponse:
        """Show the link."""
        return HttpResponseRedirect(self._reverse("change", obj.pk))

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the list, or what a site without links can have."""
        context = {
            "has_letters_alone": settings.privacy == "channel",
            "step": reports.STEP,
            **(extra_context or {}),
        }
        return super().changelist_view(request, context)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Show the form for a new link, or a link with its QR code and what it brought."""
        link: MadeLink | None = context["original"]
        context["title"] = link.campaign if link else gettext("Make a link")
        context["subtitle"] = None
        if link:
            context |= {
                "status": reports.find_status(),
                "link": link,
                "address": _write_address(link),
                "article": link_page(link.article, link.article.title) or link.article.title,
                "way": reports.name_way(link.channel),
                "visits": self.visits(link),
                "reshares": self.reshares(link),
                "step": reports.STEP,
                "qr": self._reverse("qr", link.pk) if qr.is_installed() else "",
                "install": qr.INSTALL,
            }
        return super().render_change_form(request, context, *args, **kwargs)

    def qr_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Draw a link's QR code, with `?download=1` as a file."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        link = self.get_queryset(request).select_related("article").filter(pk=pk).first()
        if link is None or not qr.is_installed():
            raise Http404
        title = f"{link.campaign}: {link.article.title}"
        return send_picture(qr.draw(_write_address(link), title=title), name=title, request=request)

    @admin.display(description=_("Article"), ordering="article__title")
    def article_title(self, link: MadeLink) -> str:
        """Return what the link leads to."""
        return link.article.title

    @admin.display(description=_("Way"), ordering="channel")
    def way(self, link: MadeLink) -> str:
        """Return how the link was to be passed on."""
        return reports.name_way(link.channel)

    @admin.display(description=_("Made"), ordering="at")
    def made(self, link: MadeLink) -> str:
        """Return the day on which it was made."""
        return date_format(timezone.localtime(link.at) if timezone.is_aware(link.at) else link.at)

    @admin.display(description=_("Visits"), ordering="visits")
    def visits(self, link: Any) -> str:
        """Return how many readers opened it, rounded down."""
        return reports.write_brought(link.visits)

    @admin.display(description=_("Passed on"), ordering="reshares")
    def reshares(self, link: Any) -> str:
        """Return how often those who came by it passed something on, rounded down."""
        return reports.write_brought(link.reshares)

    def _reverse(self, name: str, pk: int) -> str:
        site = self.admin_site.name
        return reverse(f"admin:sharekit_madelink_{name}", args=[pk], current_app=site)


def _write_address(link: MadeLink) -> str:
    return tokens.mark(link.article.url, link.token)
