"""Tests the report in Wagtail's own admin: what it shows to whom, and how it looks."""

import pytest

from tests.hosts.site import Site
from tests.hosts.wagtail_site import make_wagtail

pytestmark = pytest.mark.slow


def test_the_report_keeps_its_rules_in_a_wagtail_site(site: Site) -> None:
    make_wagtail(site)

    site.test("tests/hosts/inside_wagtail.py")
