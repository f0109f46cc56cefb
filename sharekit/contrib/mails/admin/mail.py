"""The page of a mail: its form beside the preview, a test, who gets it, and on or off."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sharekit.contrib.mails.admin import preview
from sharekit.contrib.mails.admin.form import MailForm, TextForm, TextFormSet
from sharekit.contrib.mails.admin.moments import list_moments
from sharekit.contrib.mails.editing import audience, trial
from sharekit.contrib.mails.editing.checklist import list_steps
from sharekit.contrib.mails.editing.languages import find_default, list_languages
from sharekit.contrib.mails.editing.outcome import Outcome
from sharekit.contrib.mails.editing.switch import switch_off, switch_on
from sharekit.contrib.mails.models import Mail, MailText, Message
from sharekit.contrib.mails.moments.registry import MOMENTS
from sharekit.contrib.mails.own.digest import DIGEST
from sharekit.contrib.mails.reports.results import get_results
from sharekit.contrib.mails.subscribing.confirmation import CONFIRMATION
from sharekit.contrib.mails.subscribing.origin import has_several
from sharekit.contrib.mails.writing.blocks import BLOCKS
from sharekit.contrib.mails.writing.letters import LETTERS, list_names
from sharekit.contrib.people import get_address
from sharekit.formats import format_number
from sharekit.reports.figures.rounded.rounding import STEP

MOVES: Final[dict[str, tuple[Any, Callable[[Mail], Outcome]]]] = {
    "on": (_("Switch on"), switch_on),
    "off": (_("Switch off"), switch_off),
}
_FIXED: Final = ("slug", "site")
"""What messages and campaign links of a saved mail have been made with."""
_IN_CODE: Final = (*_FIXED, "moment", "kind")


class TextInline(admin.StackedInline):  # type: ignore[type-arg] # not subscriptable when it runs
    """The texts of a mail, one a language."""

    model = MailText
    form = TextForm
    formset = TextFormSet
    verbose_name_plural = _("Texts")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Return whether the user may see mails."""
        return _may(request, "view", "change")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Return whether the user may write mails."""
        return _may(request, "change", *(() if obj else ("add",)))

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Return whether the user may change mails."""
        return _may(request, "change")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Return whether the user may change mails."""
        return _may(request, "change")

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        """Return an empty form for a mail without a text."""
        return 0 if obj and (obj.texts.exists() or obj.slug in LETTERS) else 1


@admin.register(Mail)
class MailAdmin(admin.ModelAdmin):  # type: ignore[type-arg] # not subscriptable when it runs
    """Mails and the moments at which they are sent."""

    # A mail is deleted on its own page.
    actions = None
    form = MailForm
    inlines = (TextInline,)
    list_display = ("name", "moment_title", "kind", "is_on", "sent")
    list_filter = ("is_on", "kind")
    ordering = ("name",)
    search_fields = ("name", "slug")
    change_form_template = "admin/sharekit_mails/mail/change_form.html"
    change_list_template = "admin/sharekit_mails/mail/change_list.html"
    show_facets = admin.ShowFacets.NEVER

    class Media:
        css: Final = {"all": ("sharekit/admin/base.css", "sharekit_mails/admin.css")}

    def lookup_allowed(self, lookup: str, value: object, request: object = None) -> bool:
        """Return whether the lookup belongs to a filter: others would reveal addresses."""
        return lookup in {"is_on__exact", "kind__exact"}

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Return the form in two steps; a project with one site does not ask for the site."""
        hidden = {"site"} if not has_several() else set()
        if "offer" not in BLOCKS:
            hidden.add("promotion")
        steps = (
            (_("When it is sent"), ("name", "slug", "site", "moment", "delay", "expire_days")),
            (_("To whom"), ("kind", "topic", "promotion")),
        )
        return [
            (heading, {"fields": [name for name in names if name not in hidden]})
            for heading, names in steps
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Return what cannot be changed any more; a mail of code keeps its moment and kind."""
        if obj is None:
            return ()
        is_in_code = obj.slug in LETTERS or obj.kind == Mail.Kind.ALERT
        return _IN_CODE if is_in_code else _FIXED

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Return what the address says, and for the digest what makes it work without a text."""
        initial: dict[str, Any] = super().get_changeform_initial_data(request)
        is_first = not Mail.objects.filter(slug=DIGEST).exists()
        if initial.get("moment") == DIGEST and is_first:
            initial = {"name": gettext("Digest"), "slug": DIGEST, "kind": "marketing", **initial}
        return initial

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Let a new mail have the short form of its name."""
        return {} if obj else {"slug": ("name",)}

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Return whether the user may delete it: messages keep what was sent."""
        is_free = obj is None or not Message.objects.filter(mail_id=obj.pk).exists()
        return is_free and super().has_delete_permission(request, obj)

    def get_urls(self) -> list[URLPattern]:
        """Return the addresses, with those of the preview, the test and the moves."""
        wrap = self.admin_site.admin_view
        return [
            path("preview/", wrap(self.preview_view), name="sharekit_mails_mail_preview"),
            path("<int:pk>/test/", wrap(self.trial_view), name="sharekit_mails_mail_test"),
            path("<int:pk>/<slug:move>/do/", wrap(self.move_view), name="sharekit_mails_mail_move"),
            *super().get_urls(),
        ]

    def preview_view(self, request: HttpRequest) -> HttpResponse:
        """Show what a form has, or a saved mail, as a page without scripts."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        number = request.GET.get("mail", "")
        mail = self.get_object(request, number) if number else Mail()
        if mail is None:
            raise Http404
        return preview.show(
            request, mail, request.POST if request.method == "POST" else request.GET
        )

    def trial_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Send the user a mail to look at."""
        mail = self._get_posted(request, pk)
        address = get_address(request.user)
        language = request.POST.get("language", "")
        outcome = trial.send_test(mail, address, language=language, user=request.user)
        return self._answer(request, mail, outcome)

    def move_view(self, request: HttpRequest, pk: int, move: str) -> HttpResponse:
        """Switch a mail on or off, and show its page again."""
        mail = self._get_posted(request, pk)
        if move not in MOVES:
            raise Http404
        title, do = MOVES[move]
        outcome = do(mail)
        if outcome.happened:
            self.log_change(request, mail, str(title))
        return self._answer(request, mail, outcome)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the moments of the site's code, and the mails."""
        context = {"title": capfirst(self.opts.verbose_name_plural), "moments": list_moments()}
        return super().changelist_view(request, {**context, **(extra_context or {})})

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Show the form beside the preview, and for a saved mail all else."""
        mail: Mail | None = context["original"]
        chosen = _find_language(mail)
        context |= {
            "preview": self._reverse("preview") + (f"?mail={mail.pk}" if mail else ""),
            "ways": (("html", _("HTML")), ("phone", _("Phone")), ("text", _("Text"))),
            "languages": list_languages(chosen),
            "chosen": chosen,
            "blocks": {f"{{{name}}}": block.meaning for name, block in BLOCKS.items()},
            "moment_places": _list_places(mail),
        }
        if mail:
            context |= {"title": mail.name, "subtitle": None, **self._describe(mail)}
        return super().render_change_form(request, context, *args, **kwargs)

    @admin.display(description=_("moment"), ordering="moment")
    def moment_title(self, mail: Mail) -> str:
        """Return the title of the moment."""
        return str(MOMENTS[mail.moment].title) if mail.moment in MOMENTS else mail.moment

    @admin.display(description=_("sent"))
    def sent(self, mail: Mail) -> str:
        """Return how many messages were sent."""
        return format_number(mail.messages.filter(state=Message.State.SENT).count())

    def _describe(self, mail: Mail) -> dict[str, Any]:
        steps = list_steps(mail)
        is_ready = all(step.is_done for step in steps if step.is_required)
        move = "off" if mail.is_on else "on"
        results = get_results(mail)
        outbox = reverse(
            "admin:sharekit_mails_message_changelist", current_app=self.admin_site.name
        )
        found = None if mail.kind != Mail.Kind.MARKETING else audience.count(mail)
        return {
            "checklist": steps,
            "move": {
                "address": self._reverse("move", mail.pk, move),
                "name": MOVES[move][0],
                "is_blocked": move == "on" and not is_ready,
            },
            "test": self._reverse("test", mail.pk),
            "audience": found,
            "results": [
                {
                    "name": label,
                    "value": format_number(results.states[state]),
                    "address": f"{outbox}?mail__id__exact={mail.pk}&state__exact={state}",
                }
                for state, label in Message.State.choices
                if state in results.states
            ],
            "visits": format_number(results.visits),
            "reshares": format_number(results.reshares),
            "step_of_five": STEP,
        }

    def _get_posted(self, request: HttpRequest, pk: int) -> Mail:
        mail: Mail | None = self.get_object(request, str(pk))
        if mail is None or request.method != "POST":
            raise Http404
        if not self.has_change_permission(request, mail):
            raise PermissionDenied
        return mail

    def _answer(self, request: HttpRequest, mail: Mail, outcome: Outcome) -> HttpResponse:
        level = messages.SUCCESS if outcome.happened else messages.ERROR
        self.message_user(request, outcome.sentence, level)
        return HttpResponseRedirect(self._reverse("change", mail.pk))

    def _reverse(self, name: str, *args: Any) -> str:
        site = self.admin_site.name
        return reverse(f"admin:sharekit_mails_mail_{name}", args=args, current_app=site)


def _may(request: HttpRequest, *actions: str) -> bool:
    return any(request.user.has_perm(f"sharekit_mails.{action}_mail") for action in actions)


def _find_language(mail: Mail | None) -> str:
    """Return the language that the preview shows first."""
    texts = [text.language for text in mail.texts.order_by("language")] if mail else []
    own = find_default()
    return own if own in texts or not texts else texts[0]


def _list_places(mail: Mail | None) -> list[dict[str, Any]]:
    """Return the places of the mail's moment, or of all moments for a new mail."""
    if mail:
        return [{"title": "", "names": [f"{{{name}}}" for name in list_names(mail)]}]
    return [
        {
            "title": moment.title,
            "names": [f"{{{name}}}" for name in list_names(Mail(moment=slug))],
        }
        for slug, moment in MOMENTS.items()
        if slug != CONFIRMATION
    ]
