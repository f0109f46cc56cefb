"""Deletes old conversions, and what names an article, its hours or a link."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import QuerySet
from django.db.models.functions import Substr
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sharekit.buffers import cursors
from sharekit.conf import settings
from sharekit.contrib.conversions.credit.credit import CURSOR
from sharekit.contrib.conversions.credit.release import shrink
from sharekit.contrib.conversions.credit.sums import Share, list_sums
from sharekit.contrib.conversions.keeping.limits import HASH_DAYS
from sharekit.contrib.conversions.models import Conversion, ShareSum, State
from sharekit.extensions import Keeper
from sharekit.keeping import steps
from sharekit.models import Article, ShardCursor, ShareLink, Withdrawal
from sharekit.reports.period.days import localise

_NO_FACTS = {
    "article": None,
    "channel": "",
    "link": None,
    "value": None,
    "currency": "",
    "at": None,
}


class ConversionKeeper(Keeper):
    """Keeps the facts of a conversion for KEEP_DAYS, its hash for two years, and sums for ever."""

    title = _("Conversions")

    def prune(self) -> int:
        """Empty old conversions of all but hash and state; delete those that are older."""
        today = localise(timezone.now()).date()
        old = today - timedelta(days=settings.keep_days)
        very_old = today - timedelta(days=max(HASH_DAYS, settings.keep_days))
        # One that is due is counted first; it may become due in between.
        full = Conversion.objects.filter(day__lt=old, due=False, at__isnull=False)
        emptied = sum(step.filter(due=False).update(**_NO_FACTS) for step in steps.cut(full))
        return emptied + steps.delete(Conversion.objects.filter(day__lt=very_old, due=False))

    def forget_article(self, article: Article) -> int:
        """Delete an article's sums; its conversions stay, without the article and its links."""
        _wait_for_credit()
        tokens = ShareLink.objects.filter(article=article).values("token")
        cleared = _keep_letters(Conversion.objects.filter(token__in=tokens).exclude(token=""))
        cleared += Conversion.objects.filter(article=article).update(article=None, link=None)
        return cleared + ShareSum.objects.filter(article=article).delete()[0]

    def forget_hours(self, hours: Withdrawal) -> int:
        """Let an article's conversions of these hours count as those without a share."""
        _wait_for_credit()
        credited = Conversion.objects.filter(
            article=hours.article, at__gte=hours.since, at__lt=hours.until
        )
        if hours.channel:
            credited = credited.filter(channel=hours.channel)
        for row in credited.filter(counted=State.RECORDED):
            _subtract(row)
        return credited.update(article=None, channel="", link=None)

    def forget_link(self, token: str) -> int:
        """Delete a campaign link's sum, and the token of conversions that are not credited yet."""
        _wait_for_credit()
        link = ShareLink.objects.filter(token=token)
        cleared = _keep_letters(Conversion.objects.filter(token=token))
        cleared += Conversion.objects.filter(link__in=link).update(link=None)
        return cleared + ShareSum.objects.filter(link__in=link).delete()[0]


def _wait_for_credit() -> None:
    """Keep workers from crediting until the end of the transaction."""
    ShardCursor.objects.get_or_create(shard=CURSOR)
    cursors.lock(CURSOR, waits=True)


def _keep_letters(rows: QuerySet[Conversion]) -> int:
    """Leave the first letter of tokens: that of the channel, to which they are then credited."""
    return rows.update(token=Substr("token", 1, 1))


def _subtract(row: Conversion) -> None:
    """Subtract a conversion from the sums that it belongs to."""
    for share in list_sums(Share(row.article_id, row.channel, row.link_id)):
        total = ShareSum.objects.get(
            goal=row.goal,
            currency=row.currency,
            article=share.article,
            channel=share.channel,
            link=share.link,
        )
        total.conversions -= 1
        total.value -= row.value or 0
        shrink(total)
        total.save()
