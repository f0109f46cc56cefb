"""The value of a conversion, in the currency of some country."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Final

from sharekit.contrib.conversions.models import DIGITS, PLACES

Amount = Decimal | int | float
_STEP: Final = Decimal(1).scaleb(-PLACES)
_LIMIT: Final = Decimal(1).scaleb(DIGITS - PLACES)

_CODES: Final = """
AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD
CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD
GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD
KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO
NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE
SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VND
VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG
"""
_CODES_WITHOUT_PLACES: Final = """
BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF
"""

CURRENCIES: Final = frozenset(_CODES.split())
"""The codes of ISO 4217 of countries in 2026, without those of funds and metals."""
_WITHOUT_PLACES: Final = frozenset(_CODES_WITHOUT_PLACES.split())
_WITH_THREE_PLACES: Final = frozenset(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"))


def parse_amount(value: Amount | None, currency: str) -> Decimal | None:
    """Return a value with three decimal places, or None for None.

    Raises ValueError if the value or its currency is not valid.
    """
    if value is None:
        return None
    if currency not in CURRENCIES:
        raise ValueError(
            f"The currency {currency!r} of the value {value!r} is not valid: it must be a code of "
            "ISO 4217, such as 'EUR'."
        )
    try:
        amount = Decimal(str(value))
    except InvalidOperation:
        amount = Decimal("NaN")
    if amount.is_finite() and 0 <= amount < _LIMIT - _STEP:
        return abs(amount.quantize(_STEP))
    raise ValueError(
        f"The value {value!r} is not valid: it must be a number from 0 up, with at most "
        f"{DIGITS - PLACES} digits before the decimal point."
    )


def round_to_currency(value: Decimal, currency: str) -> Decimal:
    """Return a sum with as many decimal places as its currency has (ISO 4217)."""
    if currency in _WITHOUT_PLACES:
        return value.quantize(Decimal(1))
    return value.quantize(Decimal(1).scaleb(-3 if currency in _WITH_THREE_PLACES else -2))
