"""A customer of the demo's shop, who sends what a browser's forms would send."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from http.cookiejar import CookieJar
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener

from tests.systems.flow.demo import Demo

GOOD = "postcards"
PRICE = "12.00"
ADDRESS = {"name": "Ada Bohm", "address": "Mill Lane 4, 10115 Berlin"}


@dataclass(frozen=True)
class Answer:
    """What the shop answered in the end, after its redirects."""

    status: int
    path: str
    text: str


@dataclass
class Customer:
    """A browser's session: its cookies, and the page that it shows."""

    demo: Demo
    email: str = "ada@example.org"
    cookies: CookieJar = field(default_factory=CookieJar)
    shown: str = ""

    def get(self, path: str) -> Answer:
        """Open a page."""
        return self._send(Request(self.demo.origin + path))

    def post(self, path: str, *, origin: str = "", **fields: str) -> Answer:
        """Send a form of the page that is shown, with its token, or one of another site."""
        tokens = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', self.shown)
        named = {"csrfmiddlewaretoken": tokens[0]} if tokens else {}
        body = urlencode({**named, **fields}).encode()
        headers = {"Origin": origin or self.demo.origin}
        return self._send(Request(self.demo.origin + path, body, headers))

    def put_into_basket(self, good: str = GOOD) -> Answer:
        """Press the button of a good's page."""
        return self.post(f"/shop/goods/{good}/add/")

    def prepare(self, good: str = GOOD) -> None:
        """Put a good into the basket and go to the checkout."""
        self.put_into_basket(good)
        self.get("/shop/checkout/")

    def check_out(self, **fields: str) -> Answer:
        """Send the form of the checkout."""
        return self.post("/shop/checkout/", **{"email": self.email, **ADDRESS, **fields})

    def order(self, good: str = GOOD, **fields: str) -> Answer:
        """Order a good; return the page of the order."""
        self.prepare(good)
        return self.check_out(**fields)

    def sign_up(self, **fields: str) -> Answer:
        """Create an account, which is logged in."""
        self.get("/shop/account/new/")
        password = {"password1": "correct horse", "password2": "correct horse"}
        given = {"first_name": "Ada", "email": self.email, **password, **fields}
        return self.post("/shop/account/new/", **given)

    def _send(self, request: Request) -> Answer:
        try:
            response = self._opener.open(request)
        except HTTPError as error:
            response = error
        with response:
            self.shown = response.read().decode()
            return Answer(response.status, urlsplit(response.url).path, self.shown)

    @property
    def _opener(self) -> OpenerDirector:
        return build_opener(HTTPCookieProcessor(self.cookies))


def find_number(answer: Answer) -> str:
    """Return the number of the order that a page shows."""
    [number] = re.findall(r"<title>Order (PS-\d+)", answer.text)
    return str(number)


def describe(answer: Answer) -> list[str]:
    """Return the state, the total and the vouchers of the order that a page shows."""
    [state] = re.findall(r'<strong class="state">(\w+)', answer.text)
    [total] = re.findall(r"<tfoot>.*€ ([\d.]+)</td>", answer.text)
    return [state, total, *re.findall(r"Voucher (\w+)</th>", answer.text)]


def log_in_as_staff(demo: Demo) -> Customer:
    """Return somebody who packs parcels, at the page of the orders."""
    staff = Customer(demo)
    staff.get("/shop/account/login/?next=/shop/staff/")
    answer = staff.post("/shop/account/login/?next=/shop/staff/", username="demo", password="demo")
    assert answer.path == "/shop/staff/"
    return staff


def ask(demo: Demo, expression: str) -> Any:
    """Return what an expression of the shop's models, or of subscriptions, is."""
    program = (
        "import json\nfrom demo_site.shop.models import *\n"
        "from sharekit.contrib.mails.models import Subscription\n"
        f"print(json.dumps({expression}, default=str))"
    )
    return json.loads(demo.manage("shell", "-v", "0", "-c", program))


def make_voucher(demo: Demo, code: str, *, value: int = 5) -> None:
    """Create a voucher."""
    ask(demo, f"Voucher.objects.create(code={code!r}, value={value}).pk")
