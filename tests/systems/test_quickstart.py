"""Tests the README's quickstart to the letter: a new site, the wheel, a real click, a share."""

from __future__ import annotations

import json
from textwrap import dedent
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.support import servers
from tests.support.paths import PROJECT
from tests.support.waiting import wait
from tests.systems.stranger import INSTALL, Stranger, find_blocks, running

pytestmark = pytest.mark.slow

STEPS = ("install", "settings.py", "urls.py", "template", "migrate", "count", "doctor")


def read_quickstart() -> dict[str, str]:
    """Return the README's steps by the names in the comments before them."""
    found = find_blocks((PROJECT / "README.md").read_text(), name="quickstart")
    return {name: dedent(text) for name, text in found}


@pytest.fixture
def editor(stranger: Stranger) -> Stranger:
    """Return a developer who has a site with one article."""
    stranger.run("django-admin startproject project .")
    stranger.run("python manage.py startapp news")
    for name, text in NEWS.items():
        stranger.write(name, text)
    return stranger


NEWS = {
    "news/models.py": """
class Article(models.Model):
    title = models.CharField(max_length=200)

    def get_absolute_url(self):
        return f"/articles/{self.pk}/"

    def __str__(self):
        return self.title
""",
    "news/views.py": """
from news.models import Article

def show(request, pk):
    return render(request, "article.html", {"article": Article.objects.get(pk=pk)})
""",
    "project/settings.py": '\nINSTALLED_APPS += ["news"]\n',
    "project/urls.py": """
from news.views import show

urlpatterns += [path("articles/<int:pk>/", show)]
""",
    "news/templates/.keep": "",
}


def test_the_quickstart_has_every_step() -> None:
    assert tuple(read_quickstart()) == STEPS
    assert read_quickstart()["install"] == INSTALL


@pytest.mark.browser
def test_who_follows_the_quickstart_sees_a_share_counted(editor: Stranger, page: Page) -> None:
    steps = read_quickstart()
    follow(editor, steps)
    port = servers.find_port()
    with running(
        lambda: editor.start(f"python manage.py runserver {port} --noreload", port=port),
        lambda: editor.start(steps["count"]),
    ):
        share(page, f"http://127.0.0.1:{port}/articles/1/")
        article = wait_for_article(editor)
        editor.run(steps["doctor"])

    assert article["shares"] == 1
    assert article["channels"]["whatsapp"]["shares"] == 1
    assert article["url"] == f"http://127.0.0.1:{port}/articles/1/"


def follow(stranger: Stranger, steps: dict[str, str]) -> None:
    """Do what the README says, from the settings to the tables."""
    template = f"<!doctype html>\n<html>\n<body>\n{steps['template']}\n</html>\n"
    for name, text in {
        "project/settings.py": steps["settings.py"],
        "project/urls.py": steps["urls.py"],
        "news/templates/article.html": template,
    }.items():
        stranger.write(name, text)
    stranger.run("python manage.py makemigrations news")
    stranger.run(steps["migrate"])
    new = "from news.models import Article; Article.objects.create(title='Swifts of the city')"
    stranger.run(f'python manage.py shell -c "{new}"')


def share(page: Page, address: str) -> None:
    """Click on WhatsApp without opening WhatsApp's own address."""
    page.context.route("https://wa.me/**", lambda route: route.fulfill(body="WhatsApp"))
    page.goto(address)
    with page.expect_response("**/sharekit/events/") as response:
        page.get_by_role("link", name="WhatsApp").click()
    assert response.value.status == 204


def wait_for_article(stranger: Stranger) -> dict[str, Any]:
    """Return the report's only article as soon as it has a share."""

    def read_report() -> list[dict[str, Any]]:
        report = stranger.run("python manage.py sharekit_report --format json")
        return list(json.loads(report)["articles"])

    [article] = wait(read_report, lambda articles: any(each["shares"] for each in articles))
    return article
