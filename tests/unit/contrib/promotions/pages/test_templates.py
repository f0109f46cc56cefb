"""The templates: a site overrides them, and the documentation names them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.template import RequestContext, Template
from django.test import Client, RequestFactory
from pytest_django import Settings

from sharekit.contrib.promotions.models import Advocate, Promotion
from tests.support.paths import DOCS, PACKAGE
from tests.unit.contrib.promotions.pages.making import CODE

PAGE = DOCS / "promotion-pages.md"
TEMPLATES = PACKAGE / "contrib/promotions/templates/sharekit_promotions"


@pytest.mark.django_db
def test_a_site_puts_its_own_page_around_the_offer(
    client: Client, advocate: Advocate, settings: Settings, tmp_path: Path
) -> None:
    folder = tmp_path / "sharekit_promotions"
    folder.mkdir()
    (folder / "base.html").write_text(
        "<title>{% block title %}{% endblock %} - Coffee</title>{{ request.path }} {{ user }}"
        "{% block main %}{% endblock %}"
    )
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]

    html = client.get(f"/r/{CODE}/").content.decode()

    assert html.startswith("<title>10 euros off your first order - Coffee</title>/r/K7M2XQ9D/ ")
    assert "K7M2-XQ9D" in html
    assert "Coffee" in client.get("/r/AAAAAAAA/").content.decode()


def test_the_documentation_names_every_template() -> None:
    table = PAGE.read_text().partition("| template | is |")[2]
    named = re.findall(r"`(\w+\.html)`", table.partition("\n\n")[0])

    assert sorted(named) == sorted(file.name for file in TEMPLATES.iterdir())


@pytest.mark.django_db
def test_templates_of_jinja2_render_the_same(
    client: Client, promotion: Promotion, rf: RequestFactory
) -> None:
    code = re.findall("```python\n(.*?)```", PAGE.read_text(), re.DOTALL)[-1]
    names: dict[str, Any] = {}
    exec(code, names)
    template = names["environment"](autoescape=True).from_string(
        "{{ referral_offer('friends') }}{{ referral_field(name='coupon') }}"
    )
    both = Template(
        "{% load sharekit_promotions %}"
        "{% referral_offer 'friends' %}{% referral_field name='coupon' %}"
    )
    request = rf.get("/", {"ref": CODE})

    html = template.render(request=request)

    assert html == both.render(RequestContext(request))
    assert 'value="K7M2-XQ9D"' in html
