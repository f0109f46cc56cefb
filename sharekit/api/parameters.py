"""The query parameters of the addresses, as serializers that validate them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final

from django.http import QueryDict
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from rest_framework import ISO_8601, serializers
from rest_framework.exceptions import NotFound

from sharekit.exceptions import Refused
from sharekit.figures import SORTABLE
from sharekit.models import Kind
from sharekit.reports.figures.articles.lookup import find_article, find_articles, find_site
from sharekit.reports.period.days import ARTICLES, DAYS, MOST_DAYS, Period, get_named, last_days
from sharekit.reports.period.named import NAMED
from sharekit.reports.tables.desk import MOST

ORDERS: Final = tuple(f"{sign}{name}" for name in (*SORTABLE, "title", "url") for sign in ("-", ""))
"""The orders in which articles can be listed; a leading minus means descending."""
PAGE_SIZE: Final = 100
TIPS: Final = 5
"""The articles that are going up, or worth pushing, by default."""
MOST_ARTICLES: Final = 1000
"""The most articles on a page."""
LONGEST: Final = 10_000
"""The most characters of a value; SQLite cannot search for more than 50,000 bytes."""


def _choose_from(choices: Iterable[str]) -> Any:
    """Return the message to a value that is not one of the choices."""
    return format_lazy(
        _("“{{input}}” is not valid. Choose from {choices}."), choices=", ".join(choices)
    )


class TextField(serializers.RegexField):
    """A text that any database can compare."""

    def __init__(self, regex: str = r"^[^\x00]+$", **options: Any) -> None:
        # A text of white space is valid, as the description says.
        super().__init__(regex, required=False, trim_whitespace=False, **options)


class LimitField(serializers.IntegerField):
    """The most articles to answer, and their number by default."""

    def __init__(self, *, default: int, most: int) -> None:
        super().__init__(
            default=default,
            min_value=1,
            max_value=most,
            help_text=_("The most articles to answer at a time."),
        )


class Parameters(serializers.Serializer[Any]):
    """Parameters that may each be given once, and no others; here, none."""

    def to_internal_value(self, data: QueryDict) -> Any:
        """Return the valid values by name."""
        errors = {
            name: [error]
            for name, values in data.lists()
            if (error := self._find_error(name, values))
        }
        if errors:
            raise serializers.ValidationError(errors)
        return super().to_internal_value(data.dict())

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Return the values with the `period` that they choose."""
        return {**attrs, "period": Period()}

    def _find_error(self, name: str, values: list[str]) -> str:
        if name not in self.fields:
            known = ", ".join(self.fields)
            if not known:
                return gettext("Unknown parameter. This address has no parameters.")
            return gettext("Unknown parameter. Choose from %(known)s.") % {"known": known}
        if len(values) != 1:
            return gettext("Give exactly one value.")
        if len(values[0]) > LONGEST:
            return gettext("Give at most %(count)d characters.") % {"count": LONGEST}
        # PostgreSQL does not accept NUL.
        return gettext("Null characters are not allowed.") if "\0" in values[0] else ""


class LimitParameters(Parameters):
    """The articles that an answer covers."""

    site = TextField(
        r"^[A-Za-z0-9_.:\[\]-]+$",
        help_text=_("The host of a site, instead of all sites."),
        error_messages={"invalid": _("Give the host of a site, such as “news.example”.")},
    )
    language = TextField(
        r"^[A-Za-z0-9_-]+$",
        help_text=_("The code of a language, instead of all languages."),
        error_messages={"invalid": _("Give the code of a language, such as “de”.")},
    )
    group = TextField(
        rf"^({'|'.join(Kind.values)}):[^\x00]+$",
        help_text=_("The kind and name of a group, such as `section:Sport`, instead of all."),
        error_messages={"invalid": _("Give a kind and a name, such as “section:Sport”.")},
    )

    def validate_site(self, host: str) -> str:
        """Return the site that the host is a name of."""
        return find_site(host)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Return the values with a `period` of all days in place of these."""
        return {**attrs, "period": Period(**{name: attrs.pop(name, "") for name in ARTICLES})}


class PeriodParameters(LimitParameters):
    """The days, and the articles, that an answer covers."""

    period = serializers.ChoiceField(
        tuple(NAMED),
        required=False,
        help_text=_("A period by its name. Weeks begin on Monday."),
        error_messages={"invalid_choice": _choose_from(NAMED)},
    )
    days = serializers.IntegerField(
        required=False,
        min_value=1,
        max_value=MOST_DAYS,
        help_text=_("The number of days up to today."),
    )
    since = serializers.DateField(
        required=False,
        input_formats=[ISO_8601],
        help_text=_("The first day. Without it, the period has no beginning."),
    )
    until = serializers.DateField(
        required=False,
        input_formats=[ISO_8601],
        help_text=_("The last day. Without it, the period has no end."),
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Return the values with a `period` in place of its days and articles."""
        name, days, since, until = (attrs.pop(each, None) for each in DAYS)
        articles = {each: attrs.pop(each, "") for each in ARTICLES}
        if sum(map(bool, (name, days, since or until))) > 1:
            sentence = gettext("Use either “period”, or “days”, or “since” and “until”.")
            raise serializers.ValidationError({"period" if name else "days": [sentence]})
        if since and until and since > until:
            raise serializers.ValidationError(
                {"until": [gettext("“until” must not be before “since”.")]}
            )
        if name:
            period = get_named(name, **articles)
        else:
            period = last_days(days, **articles) if days else Period(since, until, **articles)
        return {**attrs, "period": period}


class ArticleParameters(PeriodParameters):
    """The period, and one article instead of all."""

    article = TextField(
        help_text=_("One article: its id, or its address with or without host, query and mark."),
    )
    find: Callable[..., Any] = staticmethod(find_article)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Return the values with what was found in place of the article's address or id."""
        attrs = super().validate(attrs)
        if "article" in attrs:
            try:
                attrs["article"] = self.find(attrs["article"], site=attrs["period"].site)
            except Refused as error:
                if error.status == 404:
                    raise NotFound(error.sentence) from None
                raise serializers.ValidationError({"article": [error.sentence]}) from None
        return attrs


class ListParameters(ArticleParameters):
    """The articles to list, their order, and the page."""

    find = staticmethod(find_articles)
    search = TextField(help_text=_("A part of the title or the address."))
    ordering = serializers.ChoiceField(
        ORDERS,
        required=False,
        help_text=_(
            "A figure, `title` or `url` to order by; a leading minus means descending. By "
            "default, articles with the most visits from shares come first, then those with the "
            "most shares and copies."
        ),
        error_messages={"invalid_choice": _choose_from(ORDERS)},
    )
    limit = LimitField(default=PAGE_SIZE, most=MOST_ARTICLES)
    cursor = serializers.CharField(
        required=False,
        help_text=_(
            "Where the page begins: part of the addresses in `next` and `previous`, valid only "
            "with the same `ordering`."
        ),
    )


class RisingParameters(LimitParameters):
    """The articles to choose from, and how many to answer."""

    limit = LimitField(default=TIPS, most=MOST)


class PromisingParameters(PeriodParameters):
    """The period, and the number of articles."""

    limit = LimitField(default=TIPS, most=MOST)
