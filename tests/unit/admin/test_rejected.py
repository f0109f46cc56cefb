"""Rejected events: their time and reason, no payload; deleting them makes the status healthy."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from sharekit.models import RejectedEvent
from sharekit.status.status import get_status

TOKEN = "wK7mQ2xR9tL"
ADDRESS = "admin:sharekit_rejectedevent_changelist"

pytestmark = pytest.mark.django_db


def reject() -> RejectedEvent:
    """Set an event aside as PostgreSQL would: the row is in the second line."""
    error = f"value too long for type character varying(5)\nDETAIL: row contains ({TOKEN})."
    return RejectedEvent.objects.create(payload=f'[{{"mark":"{TOKEN}"}}]'.encode(), error=error)


def test_the_list_shows_the_reason_and_what_to_do_but_no_token(
    log_in: Callable[..., Client],
) -> None:
    reject()

    page = log_in("view_rejectedevent").get(reverse(ADDRESS)).content.decode()

    assert "value too long for type character varying(5)" in page
    assert "Fix the cause, then delete the events here" in page
    assert "1 event could not be counted" in page
    assert TOKEN not in page


def test_without_rejected_events_it_says_so(log_in: Callable[..., Client]) -> None:
    page = log_in("view_rejectedevent").get(reverse(ADDRESS)).content.decode()

    assert "No event was set aside." in page


def test_deleting_them_makes_the_status_healthy_again(log_in: Callable[..., Client]) -> None:
    event = reject()
    client = log_in("view_rejectedevent", "delete_rejectedevent")
    chosen = {"action": "delete_selected", "_selected_action": [event.pk], "post": "yes"}

    response = client.post(reverse(ADDRESS), chosen)

    assert response.status_code == 302
    assert get_status().is_healthy


def test_nobody_deletes_them_without_the_permission(log_in: Callable[..., Client]) -> None:
    event = reject()
    client = log_in("view_rejectedevent")
    chosen = {"action": "delete_selected", "_selected_action": [event.pk], "post": "yes"}

    client.post(reverse(ADDRESS), chosen)

    assert RejectedEvent.objects.filter(pk=event.pk).exists()


def test_one_event_has_no_page_and_cannot_be_written(admin_client: Client) -> None:
    event = reject()
    change = reverse("admin:sharekit_rejectedevent_change", args=[event.pk])

    assert admin_client.get(change).status_code == 403
    assert admin_client.post(change, {"error": ""}).status_code == 403
    assert admin_client.get(reverse("admin:sharekit_rejectedevent_add")).status_code == 403
