"""What the shop sells, as `load_shop` loads it."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

GOODS: Final = {
    "postcards": {
        "name": "Twelve postcards with room below the name",
        "line": "For what comes to mind when the card is already signed.",
        "text": "Heavy cream card, letterpress, six drawings from the magazine. The line for the "
        "signature sits in the middle, because the best part of a card is the part after it. "
        "Twelve cards and twelve envelopes in a sleeve of grey board.",
        "price": Decimal("12.00"),
        "picture": "postcards.svg",
    },
    "folding-metre": {
        "name": "A folding metre, after the Earth",
        "line": "One forty-millionth of a walk around the poles, in ten pieces.",
        "text": "Ten members of beech with brass joints, marked in millimetres on one side. On the "
        "other is the journey of Delambre and Méchain from Dunkirk to Barcelona, which gave the "
        "metre its length. It is a fifth of a millimetre too short, as theirs was.",
        "price": Decimal("19.00"),
        "picture": "folding-metre.svg",
    },
    "swift-box": {
        "name": "A nest box for two swifts",
        "line": "The tenants come in May, stay for three months and never land anywhere else.",
        "text": "Untreated larch, with a nest cup inside and an oval door that is too low for "
        "starlings. Hang it under the eaves, at least five metres up, and play the call that the "
        "card in the box leads to. Made by the workshop behind the mill.",
        "price": Decimal("46.00"),
        "picture": "swift-box.svg",
    },
}
"""The fields of each good, by its slug."""
