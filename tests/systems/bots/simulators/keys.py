"""The accounts that the simulators know: invented keys, and the same for tests and demo."""

from __future__ import annotations

PHONE_NUMBER_ID = "400000000000001"
PAGE_ID = "200000000000001"
APP_ID = "500000000000001"
INBOX = "263902037430900"
ACCOUNT_SID = "AC00000000000000000000000000000001"
NUMBER = "+4930550000002"

_META = {"token": "swift-access-1", "app_secret": "swift-secret-1", "verify_token": "swift-verify"}
GIVEN: dict[str, dict[str, str]] = {
    "telegram": {"token": "100000001:swift-token"},
    "whatsapp": {"phone_number_id": PHONE_NUMBER_ID, **_META},
    "messenger": {"page_id": PAGE_ID, "app_id": APP_ID, **_META},
    "twilio": {"account_sid": ACCOUNT_SID, "auth_token": "swift-token-1", "from": NUMBER},
}


def make_given(platform: str, base_url: str) -> dict[str, str]:
    """Return the keys of an account as a site would set them."""
    return {**GIVEN[platform], "base_url": base_url}
