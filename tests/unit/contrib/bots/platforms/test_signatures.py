"""Golden values of the vendors' signatures, with twilio's own library as the referee."""

from __future__ import annotations

from urllib.parse import parse_qs, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from twilio.request_validator import RequestValidator

from sharekit.contrib.bots.platforms import registry
from sharekit.contrib.bots.platforms.meta import graph
from sharekit.contrib.bots.platforms.protocol import Account, Call
from sharekit.contrib.bots.platforms.twilio import signing

ESCAPED = (
    rb'{"object":"page","entry":[{"id":"200000000000001","time":1796040000000,"messaging":[{'
    rb'"sender":{"id":"7000000000000001"},"recipient":{"id":"200000000000001"},'
    rb'"timestamp":1796040000000,"message":{"mid":"m_A1",'
    rb'"text":"gr\u00fc\u00df dich \ud83d\udc26"}}]}]}'
)
META = {"app_secret": "swift-secret-1", "verify_token": "swift-verify"}
URL = "https://shop.example/bots/twilio/"
SMS = {
    "MessageSid": "SM00000000000000000000000000000001",
    "AccountSid": "AC00000000000000000000000000000001",
    "From": "+4915550000001",
    "To": "+4930550000002",
    "Body": "Wo ist mein Paket? 🐦 ",
    "NumMedia": "0",
    "FromCity": "",
}
STATUS = {
    "MessageSid": "SM00000000000000000000000000000002",
    "MessageStatus": "delivered",
    "To": "+4915550000001",
    "From": "+4930550000002",
    "AccountSid": "AC00000000000000000000000000000001",
    "ApiVersion": "2010-04-01",
}
SHARED = {"x-twilio-webhooks-signature-settings": "key=swift-key-1, algorithm=HMAC_SHA256"}


def make_account(webhook: str = URL, **given: str) -> Account:
    keys = {"auth_token": "swift-token-1", "shared_key": "swift-token-1", **given}
    return Account("sms", platform="twilio", given=keys, webhook=webhook)


def is_signed(
    form: dict[str, str],
    signature: str,
    *,
    query: str = "",
    account: Account | None = None,
    headers: dict[str, str] | None = None,
) -> bool:
    call = Call(
        "POST",
        query=query,
        headers={"x-twilio-signature": signature, **(headers or {})},
        body=urlencode(form).encode(),
    )
    return bool(registry.get("twilio").verify(call, [account or make_account()]))


# Meta


def test_meta_signs_the_bytes_with_their_escapes() -> None:
    assert len(ESCAPED) == 254
    assert graph.sign(ESCAPED, "swift-secret-1") == (
        "sha256=c79e5ee1a472950f788864d4a1e654c3a3a4562a68c03e209453a39028ea1f04"
    )


def test_a_body_that_was_written_again_is_refused() -> None:
    account = Account("page", platform="messenger", given=META)
    headers = {"x-hub-signature-256": graph.sign(ESCAPED, "swift-secret-1")}
    again = ESCAPED.decode("unicode-escape").encode("utf-16", "surrogatepass").decode("utf-16")
    messenger = registry.get("messenger")

    assert graph.sign(again.encode(), "swift-secret-1").startswith("sha256=a7bfb390fe5d")
    assert messenger.verify(Call("POST", headers=headers, body=ESCAPED), [account]) == [account]
    assert messenger.verify(Call("POST", headers=headers, body=again.encode()), [account]) == []


def test_an_account_without_a_secret_signs_nothing() -> None:
    account = Account("page", platform="messenger", given={})
    headers = {"x-hub-signature-256": graph.sign(ESCAPED, "")}

    assert graph.verify(Call("POST", headers=headers, body=ESCAPED), [account]) == []


@pytest.mark.parametrize(
    ("query", "answer"),
    [
        (
            "hub.mode=subscribe&hub.verify_token=swift-verify&hub.challenge=1158201444",
            b"1158201444",
        ),
        ("hub.mode=subscribe&hub.verify_token=wrong&hub.challenge=1158201444", None),
        ("hub.mode=subscribe&hub.verify_token=&hub.challenge=1158201444", None),
        ("hub.mode=unsubscribe&hub.verify_token=swift-verify&hub.challenge=1158201444", None),
        ("hub.mode=subscribe&hub.verify_token=swift-verify&hub.challenge=%3Cscript%3E", None),
        ("hub.mode=subscribe&hub.verify_token=%C3%BC&hub.challenge=1", None),
        ("", None),
    ],
)
@pytest.mark.parametrize("slug", ["whatsapp", "messenger"])
def test_the_handshake_of_meta_returns_a_challenge_for_the_right_token_only(
    slug: str, query: str, answer: bytes | None
) -> None:
    accounts = [
        Account("bare", platform=slug, given={}),
        Account("page", platform=slug, given=META),
    ]

    reply = registry.get(slug).greet(Call("GET", query=query), accounts)

    assert (reply and reply.body) == answer


@pytest.mark.parametrize("slug", ["telegram", "twilio"])
def test_other_platforms_have_no_handshake(slug: str) -> None:
    assert registry.get(slug).greet(Call("GET"), []) is None


# Twilio


@pytest.mark.parametrize(
    ("form", "query", "signature"),
    [
        (SMS, "", "FeelcUc/0ZFSpU8VpDPIRxyUvcw="),
        (SMS, "", "fMffakZKsE6v6B0buwRv3EuLjmI="),  # with :443 in the address
        (STATUS, "o=9f3a", "jGxCwL+wxuWuc4JTy9Q/L79v3NE="),
    ],
)
def test_twilio_signs_the_address_and_all_fields(
    form: dict[str, str], query: str, signature: str
) -> None:
    assert is_signed(form, signature, query=query)
    assert not is_signed(form, signature, query="o=another")
    assert not is_signed(form, signature, query=query, account=make_account(auth_token="other"))


def test_twilio_signs_with_a_shared_key_where_it_says_so() -> None:
    signature = "zZvElQ7r2a9gaPtDTRvE4whNG+ZZ0MzAj6MfnhveByE="

    assert is_signed(SMS, signature, headers=SHARED)
    assert not is_signed(SMS, signature)
    assert not is_signed(SMS, signature, headers=SHARED, account=make_account(shared_key=""))
    unknown = {name: value.replace("256", "512") for name, value in SHARED.items()}
    assert not is_signed(SMS, signature, headers=unknown)


@pytest.mark.parametrize(
    ("form", "signature"),
    [
        ({key: SMS[key] for key in SMS if key != "FromCity"}, "X1dtjO0AS3eYuG8PZ3WWbQTkTx8="),
        (SMS | {"Body": SMS["Body"].strip()}, "US73+DzJ7zoRJun5hRYVQKLChfE="),
    ],
)
def test_blank_fields_and_spaces_belong_to_the_signature(
    form: dict[str, str], signature: str
) -> None:
    # The signature of less than what was received.
    assert not is_signed(SMS, signature)
    assert is_signed(form, signature)


def test_without_its_public_address_nothing_of_twilio_is_valid() -> None:
    signature = signing.sign("", {key: [value] for key, value in SMS.items()}, key="swift-token-1")

    assert not is_signed(SMS, signature, account=make_account(webhook=""))


FIELDS = st.dictionaries(
    st.text(st.characters(codec="utf-8"), min_size=1, max_size=5),
    st.text(st.characters(codec="utf-8"), max_size=8),
    max_size=5,
)
ADDRESSES = [
    URL,
    "https://shop.example:443/bots/twilio/",
    "https://shop.example:8443/bots/twilio/",
    "http://shop.example/bots/twilio/",
    "http://shop.example:80/b/",
]


@given(
    form=FIELDS,
    url=st.sampled_from(ADDRESSES),
    query=st.sampled_from(["", "o=9f3a", "o=%C3%BC&x="]),
    is_shared=st.booleans(),
)
def test_twilio_s_own_library_agrees(
    form: dict[str, str], url: str, query: str, is_shared: bool
) -> None:
    referee = RequestValidator("swift-token-1")
    public = f"{url}?{query}" if query else url
    algorithm, headers = ("HMAC_SHA256", SHARED) if is_shared else ("HMAC_SHA1", {})
    signature = referee.compute_signature(public, form, algorithm)
    body = urlencode(form).encode()
    account = make_account(url)

    assert is_signed(form, signature, query=query, account=account, headers=headers)
    parsed = parse_qs(body.decode(), keep_blank_values=True)
    own = signing.sign(
        public, parsed, key="swift-token-1", algorithm="sha256" if is_shared else "sha1"
    )
    assert referee.validate(public, form, own, algorithm)
