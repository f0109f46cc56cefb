"""Tests the README's quickstart to the letter: a new site, the wheel, a real click, a share."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from playwright.sync_api import Page

from demo_site.launch.environment import PYTHON
from tests.support import servers
from tests.support.paths import PROJECT
from tests.support.waiting import wait
from tests.systems import packaging

pytestmark = pytest.mark.slow

STEPS = ("install", "settings.py", "urls.py", "template", "migrate", "count", "doctor")
# Not `python -m uv`: that one installs into the Python that runs it, whatever VIRTUAL_ENV says.
UV = (str(PYTHON.with_name("uv")), "--quiet")


def read_quickstart() -> dict[str, str]:
    """Return the README's steps by the names in the comments before them."""
    block = r"<!-- quickstart: (\S+) -->\n\s*```\w*\n(.*?)\n\s*```"
    found = re.findall(block, (PROJECT / "README.md").read_text(), re.DOTALL)
    return {name: dedent(text) for name, text in found}


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return packaging.build(tmp_path_factory.mktemp("package")).wheel


class Stranger:
    """A developer with a Django site who follows the README."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment = folder / ".venv"
        self.project = folder / "project"

    def run(self, line: str) -> str:
        """Run a line in the site's folder with its environment active; give what it prints."""
        shell = ["sh", "-c", line]
        done = subprocess.run(
            shell, cwd=self.project, env=self._environment, capture_output=True, text=True
        )
        assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"
        return done.stdout

    def start(self, line: str, *, port: int = 0) -> servers.Process:
        """Start what a line starts; where it is a web server, wait until it listens."""
        name, *arguments = line.split()
        command = [str(self.environment / "bin" / name), *arguments]
        if port:
            return servers.start_listening(
                command, port=port, folder=self.project, environment=self._environment
            )
        log = self.project / f"{arguments[1]}.log"
        return servers.start(command, log=log, folder=self.project, environment=self._environment)

    @property
    def _environment(self) -> dict[str, str]:
        active = f"{self.environment / 'bin'}{os.pathsep}{os.environ['PATH']}"
        foreign = ("DJANGO_SETTINGS_MODULE", "PYTHONPATH")
        kept = {name: value for name, value in os.environ.items() if name not in foreign}
        return {**kept, "PATH": active, "VIRTUAL_ENV": str(self.environment)}


@pytest.fixture
def stranger(tmp_path: Path, wheel: Path) -> Stranger:
    """Return a developer who has a site with one article and has installed the wheel."""
    someone = Stranger(tmp_path)
    someone.project.mkdir()
    subprocess.run([*UV, "venv", "--python", sys.executable, someone.environment], check=True)
    install = read_quickstart()["install"]
    assert install == "pip install django-sharekit"
    someone.run(
        install.replace("pip", f"{' '.join(UV)} pip", 1).replace("django-sharekit", str(wheel))
        + f" -c {PROJECT / 'requirements.txt'}"
    )
    someone.run("django-admin startproject project .")
    someone.run("python manage.py startapp news")
    for name, text in NEWS.items():
        path = someone.project / name
        path.parent.mkdir(exist_ok=True)
        with path.open("a") as file:
            file.write(text)
    return someone


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


@pytest.mark.browser
def test_who_follows_the_quickstart_sees_a_share_counted(stranger: Stranger, page: Page) -> None:
    steps = read_quickstart()
    follow(stranger, steps)
    port = servers.find_port()
    with running(
        lambda: stranger.start(f"python manage.py runserver {port} --noreload", port=port),
        lambda: stranger.start(steps["count"]),
    ):
        share(page, f"http://127.0.0.1:{port}/articles/1/")
        article = wait_for_article(stranger)
        stranger.run(steps["doctor"])

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
        with (stranger.project / name).open("a") as file:
            file.write(f"\n{text}\n")
    stranger.run("python manage.py makemigrations news")
    stranger.run(steps["migrate"])
    new = "from news.models import Article; Article.objects.create(title='Swifts of the city')"
    stranger.run(f'python manage.py shell -c "{new}"')


@contextmanager
def running(*starts: Callable[[], servers.Process]) -> Iterator[None]:
    """Keep processes running while the block lasts."""
    with ExitStack() as stack:
        for start in starts:
            stack.callback(servers.kill, start())
        yield


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
