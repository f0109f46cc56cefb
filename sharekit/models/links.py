"""Articles, the links that were shared, and the visits that the links brought.

Every index has a cost for each event. Uniqueness is a constraint, because `unique=True` and
`db_index=True` give a text column a second index, for LIKE, on PostgreSQL.
"""

from __future__ import annotations

from typing import Final

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sharekit.keys import ADDRESS_LENGTH, IDENTITY_LENGTH, TITLE_LENGTH, Name, join
from sharekit.models.manager import WriterManager
from sharekit.tokens import LENGTH

CAMPAIGN_LENGTH: Final = 100
"""The most characters of a campaign's label."""
SITE_LENGTH: Final = 260
"""The most characters of a host with port: RFC 1035 allows 253 for its name."""
LANGUAGE_LENGTH: Final = 35
"""The most characters of a language's code."""


class Article(models.Model):
    """A page that can be shared; `identity` ties it to the site's own object or path.

    `site` is the host of its site. `language` is that of the address of an object's version, "" if
    the address names none. `signed` is the day of the key that address and title come from, as
    `keys.get_day` counts days. `grouped` is the day on which GROUPS was last asked for its
    groups, 0 if it is to be asked at once.
    """

    id = models.BigAutoField(primary_key=True)
    site = models.CharField(_("site"), max_length=SITE_LENGTH)
    identity = models.CharField(_("identity"), max_length=IDENTITY_LENGTH)
    language = models.CharField(
        _("language"), max_length=LANGUAGE_LENGTH, blank=True, default="", db_default=""
    )
    url = models.CharField(_("address"), max_length=ADDRESS_LENGTH)
    title = models.CharField(_("title"), max_length=TITLE_LENGTH)
    signed = models.IntegerField(default=0, db_default=0)
    grouped = models.IntegerField(default=0, db_default=0)

    objects = WriterManager()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        # Figures need the report's permission, and no row is edited by hand.
        default_permissions = ()
        # The identity comes first, because the admin of a site's own model joins only by it.
        constraints = (
            models.UniqueConstraint(
                fields=["identity", "site", "language"], name="sharekit_article_once"
            ),
        )
        indexes = (models.Index(fields=["grouped"], name="sharekit_article_grouped"),)

    def __str__(self) -> str:
        return self.title

    @property
    def name(self) -> Name:
        """Site and identity, as in `ArticleKey.name`; its address may now be of another site."""
        return self.site, join(self.identity, self.language)

    @property
    def columns(self) -> dict[str, str]:
        """The columns that no other row has together."""
        return {"site": self.site, "identity": self.identity, "language": self.language}


class ShareLink(models.Model):
    """The row behind a token. It contains no reader.

    `state` says how it is known; `root` and `generation` are null until it is settled. Links
    directly below it whose tokens come after `stale_after` may have outdated places; null if none
    has. A campaign link has a `campaign`, and is the only one of its article, channel and campaign.
    """

    class State(models.IntegerChoices):
        """How a link is known: by its visit, by its share, by its visit first, or as a campaign
        link.

        A withdrawn link is kept so that it is not counted again.
        """

        INFERRED = 0, _("known only by a visit")
        RECORDED = 1, _("recorded")
        COMPLETED = 2, _("recorded after its first visit")
        CAMPAIGN = 3, _("campaign link")
        WITHDRAWN = 4, _("removed from the counts")

    id = models.BigAutoField(primary_key=True)
    token = models.CharField(max_length=LENGTH)
    article = models.ForeignKey(Article, models.CASCADE, related_name="links")
    channel = models.CharField(max_length=32)
    campaign = models.CharField(max_length=CAMPAIGN_LENGTH, blank=True, default="")
    state = models.SmallIntegerField(choices=State.choices)
    parent_token = models.CharField(max_length=LENGTH, blank=True, default="")
    parent = models.ForeignKey("self", models.SET_NULL, null=True, related_name="+", db_index=False)
    root = models.ForeignKey("self", models.SET_NULL, null=True, related_name="+")
    generation = models.SmallIntegerField(null=True)
    # Null, not "", because "" comes before all tokens and means that all links below are outdated.
    stale_after = models.CharField(max_length=LENGTH, null=True)  # noqa: DJ001
    at = models.DateTimeField()

    objects = WriterManager()

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links")
        constraints = (
            models.UniqueConstraint(fields=["token"], name="sharekit_link_once"),
            # It also lists the campaign links.
            models.UniqueConstraint(
                fields=["article", "channel", "campaign"],
                name="sharekit_link_campaign_once",
                condition=Q(state=3),
            ),
        )
        indexes = (
            models.Index(
                fields=["parent_token", "token"],
                name="sharekit_link_parent",
                condition=~Q(parent_token=""),
            ),
            models.Index(
                fields=["token"], name="sharekit_link_unsettled", condition=Q(generation=None)
            ),
            models.Index(
                fields=["generation"],
                name="sharekit_link_stale",
                condition=Q(stale_after__isnull=False),
            ),
            models.Index(
                fields=["parent"], name="sharekit_link_below", condition=Q(parent__isnull=False)
            ),
            models.Index(fields=["at"], name="sharekit_link_at"),
        )


class CampaignLink(ShareLink):
    """A link that the site created for a campaign; this proxy carries the permission to add one."""

    class Meta:
        proxy = True
        default_permissions = ("add",)
        verbose_name = _("campaign link")
        verbose_name_plural = _("campaign links")

    def __str__(self) -> str:
        return self.campaign


class Withdrawal(models.Model):
    """Hours of an article that were removed from the counts: their later events are dropped.

    From `since` up to `until`; of one channel, or of all if `channel` is "". Kept until no event
    can be so late.
    """

    id = models.BigAutoField(primary_key=True)
    article = models.ForeignKey(Article, models.CASCADE, related_name="withdrawals")
    channel = models.CharField(max_length=32, blank=True, default="")
    since = models.DateTimeField()
    until = models.DateTimeField()

    objects = WriterManager()


class ForgottenArticle(models.Model):
    """A keyed hash of a deleted article's identity: keys up to that day do not count.

    Kept for ever, because keys are valid for ever.
    """

    id = models.BigAutoField(primary_key=True)
    digest = models.CharField(max_length=64)
    day = models.IntegerField()

    objects = WriterManager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["digest"], name="sharekit_forgottenarticle_once"),
        )
        indexes = (models.Index(fields=["day"], name="sharekit_forgottenarticle_day"),)


class Clickback(models.Model):
    """A marked visit, named by its id; `counted` is true for a reader's first visit through that
    link, until the link is deleted.

    `reader` is a keyed hash, null if unknown, for a repeated visit, and after the salt of `day`,
    the day of receipt (UTC), is deleted.
    """

    id = models.BigAutoField(primary_key=True)
    name = models.CharField(max_length=LENGTH)
    token = models.CharField(max_length=LENGTH)
    # Null, not "", so that the constraint allows any number of unknown readers.
    reader = models.CharField(max_length=32, null=True)  # noqa: DJ001
    counted = models.BooleanField()
    day = models.DateField()
    at = models.DateTimeField()

    objects = WriterManager()

    class Meta:
        verbose_name = _("visit from a share")
        verbose_name_plural = _("visits from shares")
        constraints = (
            models.UniqueConstraint(fields=["name"], name="sharekit_clickback_name"),
            # It also finds the visits of a token.
            models.UniqueConstraint(fields=["token", "reader"], name="sharekit_clickback_once"),
        )
        indexes = (
            models.Index(
                fields=["day"], name="sharekit_clickback_day", condition=Q(reader__isnull=False)
            ),
            models.Index(fields=["at"], name="sharekit_clickback_at"),
        )
