"""Lists of the admin with any page number in the address: the server never fails."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from sharekit.keys import ArticleKey
from sharekit.models import Article, CampaignLink, RejectedEvent
from tests.support.newspaper.models import Story
from tests.support.traffic import make_link

LISTS = ("sharekit_article", "sharekit_campaignlink", "sharekit_rejectedevent", "sharekit_report")
OF_SITE = "newspaper_story"
NUMBERS = ("-1", "0", "x", "9" * 20, "9" * 5000)
ASKED = (*({"p": number} for number in NUMBERS), {"p": "-1", "all": ""}, {"p": "-1", "e": "1"})
ROWS = 3


@pytest.mark.django_db
def test_any_number_of_a_page_is_answered(
    log_in: Callable[..., Client],
    share_articles: Callable[[int], list[ArticleKey]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    share_articles(ROWS)
    make_link()
    for number in range(ROWS):
        Story.objects.create(title=f"Story {number}", slug=f"story-{number}")
        RejectedEvent.objects.create(payload=b"[]", error="refused")
    client = log_in(*Permission.objects.values_list("codename", flat=True))
    for size, most in ((100, 200), (1, 2)):
        for model in (Article, CampaignLink, RejectedEvent, Story):
            of_model = admin.site.get_model_admin(model)
            monkeypatch.setattr(of_model, "list_per_page", size)
            monkeypatch.setattr(of_model, "list_max_show_all", most)
        for name, asked in product((*LISTS, OF_SITE), ASKED):
            address = reverse(f"admin:{name}_changelist")
            response = client.get(address, asked, follow=True)
            assert response.status_code == 200, (address, asked)


def test_a_list_that_is_too_long_is_not_shown_whole(
    editor: Client,
    share_articles: Callable[[int], list[ArticleKey]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    share_articles(ROWS)
    articles = admin.site.get_model_admin(Article)
    address = reverse("admin:sharekit_article_changelist")
    monkeypatch.setattr(articles, "list_per_page", 1)
    sizes = []
    for most in (ROWS, ROWS - 1):
        monkeypatch.setattr(articles, "list_max_show_all", most)
        sizes.append(len(editor.get(address, {"all": ""}).context["cl"].result_list))

    assert sizes == [ROWS, 1]
