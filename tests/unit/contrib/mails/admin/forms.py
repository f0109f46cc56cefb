"""Fills in the form of a mail."""

from __future__ import annotations

from typing import Any

from django.test import Client

from sharekit.contrib.mails.models import Mail

LIST = "/admin/sharekit_mails/mail/"
FORM = {
    "name": "Thanks",
    "slug": "thanks",
    "moment": "ordered",
    "kind": "service",
    "topic": "",
    "delay": "0",
    "expire_days": "3",
    "texts-TOTAL_FORMS": "1",
    "texts-INITIAL_FORMS": "0",
    "texts-0-language": "en",
    "texts-0-subject": "Thank you, {first_name}",
    "texts-0-body": "Hello {first_name},\n\n[Show]({order_url})",
}
WRITES = ("add_mail", "change_mail", "view_mail", "delete_mail")


def save(client: Client, path: str = "add/", **changes: Any) -> Any:
    fields = {name.replace("__", "-"): value for name, value in changes.items()}
    return client.post(f"{LIST}{path}", {**FORM, **fields}, follow=True)


def show(client: Client, mail: Mail) -> str:
    return str(client.get(f"{LIST}{mail.pk}/change/").content.decode())


def find_errors(page: Any) -> list[str]:
    context = page.context
    forms = [context["adminform"].form, *context["inline_admin_formsets"][0].formset.forms]
    return [str(error) for form in forms for errors in form.errors.values() for error in errors]
