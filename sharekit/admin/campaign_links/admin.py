"""Campaign links in the admin: tracked links of editors, with their QR codes and figures."""

from __future__ import annotations

from contextlib import suppress
from typing import Any, Final

from django.contrib import admin, messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sharekit import tokens
from sharekit.admin.campaign_links.form import CampaignLinkForm
from sharekit.admin.campaign_links.permission import may_create
from sharekit.admin.drawing.links import link_page
from sharekit.admin.read_only import FiguresAdmin
from sharekit.buttons import qr
from sharekit.conf import settings
from sharekit.exceptions import Refused
from sharekit.formats import get_local
from sharekit.links import campaign_links
from sharekit.models import Article, CampaignLink
from sharekit.reports.figures.articles.lookup import find_article
from sharekit.reports.figures.rounded.campaign_links import add_figures
from sharekit.reports.figures.rounded.rounding import STEP
from sharekit.reports.words.names import name_channel
from sharekit.reports.words.numbers import format_brought
from sharekit.status.status import get_status
from sharekit.views import send_picture


class ChannelFilter(admin.SimpleListFilter):
    """Shows the links of one channel."""

    title = _("channel")
    parameter_name = "channel"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Return the channels of all links."""
        slugs = model_admin.get_queryset(request).values_list("channel", flat=True).order_by()
        return sorted((slug, name_channel(slug)) for slug in slugs.distinct())

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Return the links of the chosen channel, or all."""
        slug = self.value()
        if slug and slug not in dict(self.lookup_choices):
            # The value may be anything, also a NUL, which PostgreSQL does not accept.
            raise BadRequest("The channel is not one of the choices.")
        return queryset.filter(channel=slug) if slug else queryset


class DayFilter(admin.DateFieldListFilter):
    """Shows the links of some days."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.title = _("day")


@admin.register(CampaignLink)
class CampaignLinkAdmin(FiguresAdmin):
    """The campaign links that editors, templates and code created; they cannot be changed."""

    form = CampaignLinkForm
    add_form_template = "admin/sharekit/campaignlink/add_form.html"
    list_display = ("campaign", "article_title", "channel_name", "visits", "reshares", "created")
    list_filter = (ChannelFilter, ("at", DayFilter))
    lookups = (ChannelFilter.parameter_name, "at__gte", "at__lt")
    list_select_related = ("article",)
    ordering = ("-at", "-pk")
    search_fields = ("campaign", "article__title", "article__url")
    show_facets = admin.ShowFacets.NEVER

    class Media:
        css: Final = {"all": ("sharekit/admin/campaign-links.css",)}

    def get_urls(self) -> list[URLPattern]:
        """Return the addresses, including that of a link's QR code."""
        view = self.admin_site.admin_view(self.qr_view)
        return [path("<int:pk>/qr.svg", view, name="sharekit_campaignlink_qr"), *super().get_urls()]

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Return the initial data from the address; `?article=` also takes the id of an article."""
        given: dict[str, Any] = super().get_changeform_initial_data(request)
        if about := str(given.get("article", "")):
            with suppress(Refused):
                given["article"] = find_article(about).url
        return given

    def get_queryset(self, request: HttpRequest) -> QuerySet[CampaignLink]:
        """Return the campaign links with their figures."""
        made = super().get_queryset(request).filter(state=CampaignLink.State.CAMPAIGN)
        return add_figures(made)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Return whether the user may create links."""
        return may_create(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Return False: the link may be in use, and its visits would look like lost shares."""
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:  # noqa: FBT001
        """Create the link, or find the existing one."""
        article: Article = obj.article
        known = self.get_queryset(request)
        was_there = known.filter(
            article=article, channel=obj.channel, campaign=obj.campaign
        ).exists()
        found = campaign_links.get_or_create(article, [obj.channel], campaign=obj.campaign)
        obj.pk = known.get(token=found[obj.channel]).pk
        if was_there:
            messages.info(request, gettext("This link already existed."))
        else:
            messages.success(request, gettext("The link was created."))

    def response_add(
        self, request: HttpRequest, obj: Any, post_url_continue: str | None = None
    ) -> HttpResponse:
        """Show the link."""
        return HttpResponseRedirect(self._reverse("change", obj.pk))

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the list, or explain why the site cannot have campaign links."""
        context = {
            "has_only_letters": settings.privacy == "channel",
            "step": STEP,
            **(extra_context or {}),
        }
        return super().changelist_view(request, context)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Show the form for a new link, or a link with its QR code and figures."""
        link: CampaignLink | None = context["original"]
        context["title"] = link.campaign if link else gettext("Create a campaign link")
        context["subtitle"] = None
        if link:
            context |= {
                "status": get_status(),
                "link": link,
                "address": _get_address(link),
                "article": link_page(link.article, link.article.title) or link.article.title,
                "channel": name_channel(link.channel),
                "visits": self.visits(link),
                "reshares": self.reshares(link),
                "step": STEP,
                "qr": self._reverse("qr", link.pk) if qr.is_installed() else "",
                "install": qr.INSTALL,
            }
        return super().render_change_form(request, context, *args, **kwargs)

    def qr_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Send a link's QR code, with `?download=1` as a file."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        link = self.get_queryset(request).select_related("article").filter(pk=pk).first()
        if link is None or not qr.is_installed():
            raise Http404
        title = f"{link.campaign}: {link.article.title}"
        return send_picture(qr.draw(_get_address(link), title=title), name=title, request=request)

    @admin.display(description=_("Article"), ordering="article__title")
    def article_title(self, link: CampaignLink) -> str:
        """Return the title of the article."""
        return link.article.title

    @admin.display(description=_("Channel"), ordering="channel")
    def channel_name(self, link: CampaignLink) -> str:
        """Return the channel through which the link is to be shared."""
        return name_channel(link.channel)

    @admin.display(description=_("Created"), ordering="at")
    def created(self, link: CampaignLink) -> str:
        """Return the day on which it was created."""
        return date_format(get_local(link.at))

    @admin.display(description=_("Visits"), ordering="visits")
    def visits(self, link: Any) -> str:
        """Return how many readers opened it, rounded down."""
        return format_brought(link.visits)

    @admin.display(description=_("Reshares"), ordering="reshares")
    def reshares(self, link: Any) -> str:
        """Return the reshares by its visitors, rounded down."""
        return format_brought(link.reshares)

    def _reverse(self, name: str, pk: int) -> str:
        site = self.admin_site.name
        return reverse(f"admin:sharekit_campaignlink_{name}", args=[pk], current_app=site)


def _get_address(link: CampaignLink) -> str:
    return tokens.mark(link.article.url, link.token)
