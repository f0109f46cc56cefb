"""The mails of the demo, as `load_letters` loads them; editors change them in the admin."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from demo_site.shop.mails.moments import INACTIVE, ORDERED, REVIEWED, SHIPPED, TOPIC
from demo_site.shop.sample.offer import PROMOTION
from sharekit.contrib.mails.models import Mail


@dataclass(frozen=True)
class Draft:
    """A mail and its English text; marketing goes to the subscribers of a topic."""

    slug: str
    name: str
    moment: str
    subject: str = ""
    body: str = ""
    topic: str = ""

    @property
    def fields(self) -> dict[str, str]:
        """The fields of its row."""
        kind = Mail.Kind.MARKETING if self.topic else Mail.Kind.SERVICE
        promotion = PROMOTION if "{offer}" in self.body else ""
        return {
            "name": self.name,
            "moment": self.moment,
            "kind": kind,
            "topic": self.topic,
            "promotion": promotion,
        }


DRAFTS: Final = (
    Draft(
        "order-thanks",
        "Thanks for the order",
        ORDERED,
        "Your order {order}",
        "Hello {first_name},\n\n"
        "thank you for your order {order} for {total}. We pack it today.\n\n"
        "[Look at your order]({order_url})\n\n"
        "Nothing here is really sold: this is the demo of sharekit.",
    ),
    Draft(
        "parcel-sent",
        "The parcel is on its way",
        SHIPPED,
        "Your parcel {order} is on its way",
        "Hello {first_name},\n\n"
        "your parcel left our workshop behind the mill this morning.\n\n"
        "[Look at your order]({order_url})",
    ),
    Draft(
        "kind-words",
        "Thanks for the kind words, with an offer",
        REVIEWED,
        "Thank you, {first_name}",
        "Hello {first_name},\n\n"
        "it is good to read that you like what was in the parcel. Perhaps a friend would, too:\n\n"
        "{offer}",
        TOPIC,
    ),
    Draft(
        "long-time",
        "Four weeks without an order",
        INACTIVE,
        "P.S. What was passed on most",
        "Hello {first_name},\n\n"
        "your last parcel left four weeks ago. These were passed on most in the meantime:\n\n"
        "{most_shared 3}\n\n"
        "{offer}\n\n"
        "[Look around in the shop](/shop/)",
        TOPIC,
    ),
    # sharekit writes the digest and has the moment.
    Draft("digest", "The week at Postscript", "digest", topic="weekly"),
)
