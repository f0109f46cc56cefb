"""A site's own test suite sends events, and its test database can be dropped at the end."""

from __future__ import annotations

import os
from pathlib import Path

from tests.systems.hosts.host_site import Site

TESTS = '''
"""What a site might test."""

import json
from urllib.request import Request, urlopen

from django.test import LiveServerTestCase, TestCase, TransactionTestCase
from sharekit import keys
from sharekit.aggregate.drain import drain
from sharekit.keys import ArticleKey
from sharekit.models import Article, BufferedEvent

KEY = keys.sign(ArticleKey("/swifts/", "http://testserver/swifts/", "Swifts"))
BODY = json.dumps({"article": KEY, "events": [{"kind": "share", "channel": "whatsapp"}]})
AGENT = {"User-Agent": "Mozilla/5.0 Firefox/153.0", "Content-Type": "application/json"}


class Sending:
    def send(self):
        answer = self.client.post(
            "/sharekit/events/", BODY, content_type="application/json", headers=AGENT
        )
        self.assertEqual(answer.status_code, 204, answer.content)
        self.assertFalse(answer.headers.get("X-Sharekit-Ignored"))
        self.assertEqual(BufferedEvent.objects.count(), 1)
        drain()
        self.assertEqual(Article.objects.count(), 1)


class InATransaction(Sending, TestCase):
    def test_one(self):
        self.send()

    def test_another_finds_nothing_of_it(self):
        self.send()


class WithTransactions(Sending, TransactionTestCase):
    def test_one(self):
        self.send()


class Live(LiveServerTestCase):
    def test_one(self):
        with urlopen(Request(self.live_server_url + "/sharekit/events/", BODY.encode(), AGENT)):
            self.assertEqual(BufferedEvent.objects.count(), 1)


class Last(Sending, TransactionTestCase):
    def test_nothing_waits_before_the_database_is_dropped(self):
        self.send()
'''
DATABASE = """
import os
import dj_database_url

if os.environ.get("DATABASE_URL"):
    DATABASES = {"default": dj_database_url.parse(os.environ["DATABASE_URL"])}
    DATABASES["default"]["TEST"] = {"NAME": "sharekit_site_%(process)s"}
"""
RUN = """
from django.core.management import call_command

call_command("test", "newsroom", verbosity=2)
"""


def test_a_sites_own_tests_may_send_events(tmp_path: Path) -> None:
    site = Site.make(tmp_path)
    site.write("settings.py", DATABASE % {"process": os.getpid()})
    site.write("newsroom/tests.py", TESTS)

    site.run(RUN)
