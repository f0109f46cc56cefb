"""A person declares to want the mails of a topic, and confirms it by the button of a mail."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final

from django.conf import settings as django_settings
from django.utils import timezone
from django.utils.translation import get_language

from sharekit.articles.text import clean
from sharekit.contrib.mails.conf import options
from sharekit.contrib.mails.models import Subscription
from sharekit.contrib.mails.moments import seen
from sharekit.contrib.mails.moments.messages import make
from sharekit.contrib.mails.moments.registry import Occasion, find_moment
from sharekit.contrib.mails.subscribing.addresses import get_address
from sharekit.contrib.mails.subscribing.confirmation import ask_to_confirm
from sharekit.contrib.mails.subscribing.consent import parse_typed
from sharekit.contrib.mails.subscribing.origin import choose_site
from sharekit.contrib.mails.subscribing.suppression import find_stop, forgive
from sharekit.contrib.people import get_person_key
from sharekit.nearest import suggest

Ground = Subscription.Ground
State = Subscription.State
AGAIN: Final = timedelta(minutes=1)
"""Within this time, the same request is a second click, and makes no second mail."""
WORDING_LENGTH: Final = 2000
SOURCE_LENGTH: Final = 500
SUBSCRIBED: Final = "subscribed"
"""The moment of a confirmation, for mails that welcome."""
_PROOF: Final = ("ground", "wording", "source", "asked_at", "confirmed_at", "stopped_at", "how")


def subscribe(
    address: str,
    topic: str,
    *,
    wording: str,
    source: str = "",
    ground: str = "consent",
    user: Any = None,
    language: str = "",
    site: str = "",
) -> Subscription:
    """Store a declaration to get the mails of a topic, and return the subscription.

    `wording` is what the person agreed to, as the page showed it, and `source` the page. With the
    ground "consent" the person gets a mail with a button, and nothing else before it is pressed;
    at most three such mails a week go to a person. With the ground "customer" (own similar
    products, announced when the address was collected) mails may be sent at once, unless the person
    stopped before. Repeating a call changes nothing. Raises ValueError for an address that is not
    valid, for an unknown topic or ground, without a wording, and if no setting names the origin of
    the mail's button.
    """
    key = _check(address, topic, wording=wording, ground=ground)
    key["site"] = choose_site(site)
    if ground == Ground.CONSENT:
        get_address("confirm", "-", site=key["site"])
    values: dict[str, Any] = {
        "ground": ground,
        "wording": _clean_wording(wording),
        "source": clean(source, SOURCE_LENGTH),
        "language": language or get_language() or django_settings.LANGUAGE_CODE,
        "asked_at": timezone.now(),
        **({"user": user} if user is not None else {}),
    }
    is_new = _write_first(key, values)
    found = Subscription.objects.get(**key)
    if not is_new:
        is_new = _declare_again(found, values)
        found.refresh_from_db()
    if is_new and found.state == State.ASKED:
        ask_to_confirm(found)
    return found


def confirm(subscription: Subscription) -> bool:
    """Confirm a subscription that waits for it, and return whether it did."""
    waiting = Subscription.objects.filter(pk=subscription.pk, state=State.ASKED)
    now = timezone.now()
    values = {"state": State.CONFIRMED, "confirmed_at": now, "stopped_at": None, "how": ""}
    is_done = waiting.update(**values) > 0
    if is_done:
        forgive(subscription.address)
        _announce(subscription, now)
    return is_done


def _announce(row: Subscription, confirmed_at: datetime) -> None:
    """Make the mails that welcome subscribers of that topic."""
    facts = {"topic": options.topics.get(row.topic, row.topic)}
    occasion = Occasion(
        row.address,
        f"{row.pk} {confirmed_at.isoformat()}",
        facts,
        language=row.language,
        site=row.site,
        topic=row.topic,
    )
    seen.note(SUBSCRIBED)
    make(find_moment(SUBSCRIBED), [occasion])


def check_topic(topic: str) -> None:
    """Raise ValueError for a topic that is not in TOPICS, with the nearest one."""
    if topic not in options.topics:
        raise ValueError(f"There is no topic {topic!r}. {suggest(topic, options.topics)}")


def _check(address: str, topic: str, *, wording: str, ground: str) -> dict[str, str]:
    check_topic(topic)
    if ground not in Ground.values:
        raise ValueError(f"There is no ground {ground!r}. {suggest(ground, Ground.values)}")
    if not _clean_wording(wording):
        raise ValueError("Give the wording that the person agreed to: it is the proof.")
    if not (cleaned := parse_typed(address)):
        raise ValueError("This is not a mail address.")
    return {"address": cleaned, "topic": topic}


def _write_first(key: dict[str, str], values: dict[str, Any]) -> bool:
    """Store the first declaration of an address to a topic; return whether it is the first."""
    if Subscription.objects.filter(**key).exists():
        return False
    row = Subscription(**key, **values, person_hash=get_person_key(key["address"]))
    if row.ground == Ground.CONSENT:
        row.state = State.ASKED
    elif _has_stopped(row):
        row.state, row.stopped_at, row.how = State.STOPPED, row.asked_at, "suppressed"
    else:
        row.state = State.CONFIRMED
    # After a double click, an error that is caught would be in PostgreSQL's log.
    Subscription.objects.bulk_create([row], ignore_conflicts=True)
    return Subscription.objects.filter(**key, asked_at=row.asked_at, state=row.state).exists()


def _has_stopped(row: Subscription) -> bool:
    """Return whether the person wants no such mails, as said by any spelling of the mailbox."""
    same = Subscription.objects.filter(site=row.site, topic=row.topic, person_hash=row.person_hash)
    return bool(find_stop(row.address)) or same.filter(stopped_at__isnull=False).exists()


def _declare_again(found: Subscription, values: dict[str, Any]) -> bool:
    """Store a later declaration of the same person; return whether it is a new one."""
    if found.state == State.CONFIRMED:
        return False
    if values["ground"] == Ground.CUSTOMER:
        # A customer who stopped before gets no mails because of another order.
        return not _has_stopped(found) and _write(found, values | {"state": State.CONFIRMED})
    if found.state == State.ASKED and values["asked_at"] - found.asked_at < AGAIN:
        return False
    if found.state == State.ASKED:
        return _write(found, values)
    # `stopped_at` stays until this is confirmed, because anybody can type an address.
    proof = {name: getattr(found, name) for name in _PROOF}
    earlier = [*found.earlier, {name: _describe(value) for name, value in proof.items()}]
    return _write(found, values | {"state": State.ASKED, "confirmed_at": None, "earlier": earlier})


def _write(found: Subscription, values: dict[str, Any]) -> bool:
    """Change a row unless another request has just done so."""
    unchanged = Subscription.objects.filter(pk=found.pk, state=found.state, asked_at=found.asked_at)
    return unchanged.update(**values) > 0


def _describe(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else value


def _clean_wording(wording: str) -> str:
    """Return a wording with its lines, without characters that no database stores."""
    lines = (clean(line, WORDING_LENGTH) for line in str(wording).splitlines())
    return "\n".join(lines).strip()[:WORDING_LENGTH]
