"""What a site's code calls: `from sharekit.contrib.conversions.public import record_conversion`."""

from sharekit.contrib.conversions.record import record_conversion, reverse_conversion

__all__ = ["record_conversion", "reverse_conversion"]
