"""Invented customers."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any, Final

from django.contrib.auth.models import User

_FIRST: Final = (
    *("Ada", "Bela", "Cleo", "Dora", "Emil", "Fritz", "Gesa", "Hanno", "Ines", "Jonas", "Karla"),
    *("Lena", "Momo", "Nils", "Olga", "Paul", "Rosa", "Samir", "Thea", "Uwe", "Vera", "Wanda"),
)
_LAST: Final = ("Bohm", "Czerny", "Dahl", "Ekman", "Falk", "Grau", "Holm", "Ivers", "Jung", "Kern")
_OBJECTS: Final = "Kern"
"""A family that wants no offers by mail."""
_STREETS: Final = ("Mill Lane", "Station Road", "Canal Street", "Market Square", "Larch Way")
_TOWNS: Final = ("10115 Berlin", "20095 Hamburg", "04109 Leipzig", "50667 Cologne", "1010 Vienna")


@dataclass(frozen=True)
class Person:
    """A customer, and where the parcels go."""

    first_name: str
    last_name: str
    address: str

    @property
    def email(self) -> str:
        """An address that nobody can have (RFC 2606)."""
        return f"{self.first_name}.{self.last_name}@example.org".lower()

    @property
    def form(self) -> dict[str, Any]:
        """What the person types at the checkout."""
        name = f"{self.first_name} {self.last_name}"
        return {
            "email": self.email,
            "name": name,
            "address": self.address,
            "voucher": "",
            "no_offers": self.last_name == _OBJECTS,
        }

    def sign_up(self, *, password: str | None = None) -> User:
        """Create the person's account; None is a password that never fits."""
        return User.objects.create_user(
            username=self.email, email=self.email, first_name=self.first_name, password=password
        )


MIRA: Final = Person("Mira", "Postel", "Mill Lane 1, 10115 Berlin")
"""The advocate whose account is open to everybody who tries the demo."""


def invent_people(chance: random.Random) -> Iterator[Person]:
    """Yield some hundred people, each with an address of their own."""
    names = list(product(_FIRST, _LAST))
    chance.shuffle(names)
    for number, (first, last) in enumerate(names, start=1):
        street, town = chance.choice(_STREETS), chance.choice(_TOWNS)
        yield Person(first, last, f"{street} {number}, {town}")
