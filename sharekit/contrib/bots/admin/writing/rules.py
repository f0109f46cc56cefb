"""The form of a rule. Rules have no list of their own: they are on the page of their bot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.contrib import admin
from django.db.models import Max, Model
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sharekit.contrib.bots.admin.permission import may_view, may_write
from sharekit.contrib.bots.admin.writing.buttons import ButtonsField
from sharekit.contrib.bots.admin.writing.outline import list_below, list_lines
from sharekit.contrib.bots.answers.registry import ANSWERS
from sharekit.contrib.bots.models import Bot, Rule

if TYPE_CHECKING:
    Base = forms.ModelForm[Any]
else:
    Base = forms.ModelForm

_NOTHING: Final = ("", "---------")
_MOST_DIGITS: Final = 18


def _choose(label: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(label=label, coerce=int, empty_value=None, required=False)


class RuleForm(Base):
    """The form of a rule; `bot` is the one whose other rules it may lead to."""

    bot: Bot
    parent_id = _choose(_("Step of"))
    then_rule_id = _choose(_("Rule to go on with"))
    choices = ButtonsField(label=_("Buttons"), required=False)
    answer = forms.ChoiceField(label=_("The site's answer"), required=False)

    class Meta:
        model = Rule
        fields = ("name", "phrases", "is_on", "text", "article", "answer", "choices", "then")
        widgets: Final = {"phrases": forms.Textarea(attrs={"rows": 5, "cols": 60, "dir": "auto"})}
        help_texts: Final = {
            "phrases": _(
                "One a line: “delivery time” for these words in a row, “= hello” for the whole "
                "message, “where * parcel” for up to five words between, “parcel|package” for "
                "either, “order {number}” for a value."
            ),
            "text": _("What the bot says. {number} is replaced by a value of that name."),
            "article": _("An address of the site that the answer links, such as /delivery/."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lines = list_lines(self.bot)
        rules = [(line.rule.pk, line.title) for line in lines]
        own = list_below(self.instance) if self.instance.pk else set()
        fields: dict[str, Any] = self.fields
        fields["choices"].set_rules(rules)
        fields["then_rule_id"].choices = [_NOTHING, *rules]
        fields["parent_id"].choices = [_NOTHING, *(each for each in rules if each[0] not in own)]
        known = {slug: str(declared.label) for slug, declared in ANSWERS.items()}
        if self.instance.answer and self.instance.answer not in known:
            known[self.instance.answer] = self.instance.answer
        fields["answer"].choices = [_NOTHING, *known.items()]
        for name in ("parent_id", "then_rule_id"):
            self.initial.setdefault(name, getattr(self.instance, name))

    def clean(self) -> dict[str, Any]:
        """Return what was entered; a rule that goes on needs to say with which one."""
        values: dict[str, Any] = super().clean() or {}
        if values.get("then") == Rule.Then.RULE:
            if not values.get("then_rule_id"):
                self.add_error("then_rule_id", gettext("Choose the rule to go on with."))
        else:
            values["then_rule_id"] = None
        return values


@admin.register(Rule)
class RuleAdmin(admin.ModelAdmin):  # type: ignore[type-arg] # not subscriptable when it runs
    """One form a rule."""

    form = RuleForm
    fieldsets = (
        (None, {"fields": ("name", "parent_id", "is_on")}),
        (_("If a customer writes"), {"fields": ("phrases",)}),
        (_("Then the bot says"), {"fields": ("text", "article", "answer", "choices")}),
        (_("After that"), {"fields": ("then", "then_rule_id")}),
    )

    class Media:
        css: Final = {"all": ("sharekit/admin/base.css", "sharekit_bots/admin.css")}

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Return False: rules are on the page of their bot."""
        return False

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Return whether the user may read rules."""
        return may_view(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Return whether the user may write rules."""
        return may_write(request)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Return whether the user may write rules."""
        return may_write(request)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Return whether the user may write rules."""
        return may_write(request)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Show the bots, whose pages have the rules."""
        return HttpResponseRedirect(self._reverse("changelist"))

    def get_form(
        self,
        request: HttpRequest,
        obj: Any = None,
        change: bool = False,  # noqa: FBT001, FBT002 - Django's
        **kwargs: Any,
    ) -> Any:
        """Return the form for a rule of its bot, or of the bot that the address names."""
        form = super().get_form(request, obj, change, **kwargs)
        bot = obj.bot if obj else _find_bot(request)
        return type("RuleForm", (form,), {"bot": bot})

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Return what the address says: the rule that a step belongs to, and a phrase."""
        given = request.GET
        return {"parent_id": given.get("parent", ""), "phrases": given.get("phrase", "")}

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:  # noqa: FBT001 - Django's
        """Save a rule; a new one comes last among its siblings."""
        moved = obj.pk is None or obj.parent_id != form.cleaned_data["parent_id"]
        obj.parent_id = form.cleaned_data["parent_id"]
        obj.then_rule_id = form.cleaned_data["then_rule_id"]
        if obj.pk is None:
            obj.bot = form.bot
        if moved:
            last = obj.bot.rules.filter(parent=obj.parent_id).aggregate(last=Max("place"))["last"]
            obj.place = 0 if last is None else last + 1
        super().save_model(request, obj, form, change)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Show the form; another rule is added from the page of the bot."""
        context["show_save_and_add_another"] = False
        return super().render_change_form(request, context, *args, **kwargs)

    def response_post_save_add(self, request: HttpRequest, obj: Any) -> HttpResponseRedirect:
        """Show the page of the bot."""
        return HttpResponseRedirect(self._reverse("change", obj.bot_id))

    def response_post_save_change(self, request: HttpRequest, obj: Any) -> HttpResponseRedirect:
        """Show the page of the bot."""
        return HttpResponseRedirect(self._reverse("change", obj.bot_id))

    def _reverse(self, name: str, *args: Any) -> str:
        site = self.admin_site.name
        return reverse(f"admin:sharekit_bots_bot_{name}", args=args, current_app=site)


def _find_bot(request: HttpRequest) -> Bot:
    """Return the bot that the address of an empty form names."""
    number = request.GET.get("bot", "")
    is_number = number.isascii() and number.isdecimal() and len(number) <= _MOST_DIGITS
    bot = Bot.objects.filter(pk=int(number)).first() if is_number else None
    if bot is None:
        raise Http404
    return bot
