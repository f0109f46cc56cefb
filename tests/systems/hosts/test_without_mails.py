"""A site that has neither mails nor alerts is as it was: no table, no address, no other query."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.systems.hosts.host_site import Site

pytestmark = pytest.mark.slow

WITH_MAILS = """
INSTALLED_APPS += ["sharekit.contrib.mails", "sharekit.contrib.alerts"]
SHAREKIT = {"SITE_URL": "http://127.0.0.1", "HASH_KEY": "not a secret: for the tests only"}
"""
WITHOUT = 'SHAREKIT = {"SITE_URL": "http://127.0.0.1", "MAILS": {}}'
PROBE = """
import json, re, sys
from html import unescape
from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse
from sharekit import extensions
from sharekit.aggregate.drain import drain
from sharekit.checks.catalogue import CHECKS
from sharekit.conf import list_tasks

HOST = {"host": "127.0.0.1"}
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0"
AGENT = {**HOST, "user-agent": FIREFOX}
EDITOR = {"email": "editor@news.example", "password": "secret"}


def look(ask):
    with CaptureQueriesContext(connection) as queries:
        answer = ask()
    return answer, [re.sub(r"'[^']*'|[0-9.]+(e[-+]?[0-9]+)?", "…", each["sql"]) for each in queries]


reader, editor = Client(), Client()
page, of_page = look(lambda: reader.get("/stories/swifts/", headers=AGENT))
html = page.content.decode()
event = {
    "article": unescape(re.search(r' data-sharekit="([^"]+)"', html)[1]),
    "events": [{"kind": "share", "channel": "whatsapp", "token": "wAbCdEfGhJ2"}],
}
stored, _ = look(
    lambda: reader.post("/sharekit/events/", json.dumps(event), "text/plain", headers=AGENT)
)
counted, of_drain = look(drain)
editor.force_login(User.objects.create_superuser("editor", **EDITOR))
summary, of_summary = look(lambda: editor.get("/sharekit/api/summary/", headers=HOST))
first, of_first = look(lambda: editor.get("/admin/sharekit/report/", headers=HOST))
whole = [editor.get(f"/admin/sharekit/report/{each}", headers=HOST) for each in ("", "privacy/")]
addresses = []
for name in ("sharekit_mails:stop", "sharekit_alerts:stop"):
    try:
        addresses.append(reverse(name, args=["x"]))
    except NoReverseMatch:
        pass
registries = ("KEEPERS", "FINDINGS", "TRIALS", "INVENTORIES", "SECTIONS", "API")
print(json.dumps({
    "alike": {
        "status": [page.status_code, stored.status_code, summary.status_code, first.status_code],
        "bar": re.sub(r'data-sharekit="[^"]+"', "", html),
        "counted": str(counted),
        "of_page": of_page,
        "of_drain": of_drain,
        "of_summary": of_summary,
        "of_first": of_first,
    },
    "modules": [name for name in sys.modules if name.startswith("sharekit.contrib.")],
    "tables": [
        name
        for name in connection.introspection.table_names()
        if name.startswith(("sharekit_mails", "sharekit_alerts"))
    ],
    "tasks": [task.name for task in list_tasks(settings.INSTALLED_APPS)],
    "checks": [message.msg for check in CHECKS for message in check(None)],
    "registries": {name: list(getattr(extensions, name)) for name in registries},
    "addresses": addresses,
    "words": [word for word in ("ubscri", "Monday letter") if word in "".join(
        answer.content.decode() for answer in whole
    )],
}))
"""


def probe(folder: Path, settings: str) -> dict[str, Any]:
    site = Site.make(folder)
    site.write("settings.py", settings)
    found: dict[str, Any] = json.loads(site.fill(PROBE).splitlines()[-1])
    return found


def test_a_site_without_the_apps_is_as_it_was(tmp_path: Path) -> None:
    plain = probe(tmp_path / "plain", WITHOUT)
    other = probe(tmp_path / "mails", WITH_MAILS)

    # The pages and queries of sharekit itself do not depend on the apps.
    assert plain["alike"] == other["alike"]
    assert plain["alike"]["status"] == [200, 204, 200, 200]
    assert all(plain["alike"][name] for name in ("of_page", "of_drain", "of_summary", "of_first"))
    assert plain["modules"] == plain["tables"] == plain["addresses"] == plain["words"] == []
    assert plain["tasks"] == [name for name in other["tasks"] if "-" not in name]
    assert not any(plain["registries"].values())
    # Even its setting is an unknown key.
    [unknown] = plain["checks"]
    assert "MAILS" in unknown
    assert other["tables"] and "mails" in other["registries"]["TRIALS"]
