"""An article that was shared, and an editor."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client

from sharekit.aggregate.drain import drain
from sharekit.models import Article
from tests.support.clock import noon
from tests.support.traffic import post, share
from tests.unit.extensions.ordering import TOKEN

__all__ = ["noon"]


@pytest.fixture
def swifts() -> Article:
    """Return an article that was shared once."""
    post(share(TOKEN))
    drain()
    return Article.objects.get()


@pytest.fixture
def editor() -> Client:
    """Return a browser of somebody who may see figures."""
    user = User.objects.create_user("editor", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_report"))
    client = Client()
    client.force_login(user)
    return client
