"""Tests sites that are served differently: asynchronously, and by processes that fork."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.systems.hosts.host_reader import arrive, read, share
from tests.systems.hosts.host_site import Site

pytestmark = pytest.mark.slow


def test_it_counts_under_asgi(site: Site, filled: Site) -> None:
    site.copy_tables(filled)
    with site.serve(("uvicorn", "asgi:application")) as origin:
        page = read(f"{origin}/stories/swifts/")
        arrive(page, share(page))
        [article] = site.count()

    assert (article["shares"], article["clickbacks"]) == (1, 1)


def test_processes_forked_from_one_that_has_stored_events_store_their_own(
    site: Site, filled: Site
) -> None:
    site.write("wsgi.py", SHARE_BEFORE_THE_FORK)
    site.copy_tables(filled)
    with site.serve(
        ("gunicorn", "wsgi", "--preload", "--workers", "2", "--threads", "4")
    ) as origin:
        page = read(f"{origin}/stories/swifts/")
        with ThreadPoolExecutor(8) as readers:
            sent = set(readers.map(lambda _: share(page), range(40)))
        shares = {article["url"]: article["shares"] for article in site.count()}

    assert len(sent) == 40
    # Without SITE_URL each host is a site of its own: the one before the fork had no port.
    assert shares == {page.keys[0].split(" ")[1]: 40, "http://127.0.0.1/stories/swifts/": 1}


SHARE_BEFORE_THE_FORK = """
from django.test import Client
from tests.systems.hosts.host_reader import FIREFOX, Page
from sharekit import tokens

client = Client(SERVER_NAME="127.0.0.1", headers={"user-agent": FIREFOX})
page = Page("http://127.0.0.1/", None, client.get("/stories/swifts/").content)
event = {"kind": "share", "channel": "whatsapp", "token": tokens.mint("w")}
body = {"article": page.keys[0], "events": [event]}
answer = client.post("/sharekit/events/", body, content_type="application/json")
assert answer.status_code == 204
"""
