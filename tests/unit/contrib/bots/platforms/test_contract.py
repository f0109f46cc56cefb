"""Runs the contract on each platform, with its simulator."""

from __future__ import annotations

from tests.unit.contrib.bots.contract import PlatformContract


class TestTelegram(PlatformContract):
    slug = "telegram"
    person = "77"
    stranger = "78"
    refuses = ("token", "invalid", "gone", "stopped")


class TestWhatsApp(PlatformContract):
    slug = "whatsapp"
    person = "4915550000001"
    stranger = "DE.11110000222233334444"
    refuses = ("token", "payment", "invalid", "gone", "stopped", "late")


class TestWhatsAppWithoutANumber(PlatformContract):
    slug = "whatsapp"
    person = "DE.11110000222233334444"
    stranger = "DE.11110000222233335555"
    refuses = ("gone", "late")


class TestMessenger(PlatformContract):
    slug = "messenger"
    person = "7000000000000001"
    stranger = "7000000000000002"
    refuses = ("token", "invalid", "gone", "late")


class TestTwilio(PlatformContract):
    slug = "twilio"
    person = "+4915550000001"
    stranger = "+4915550000002"
    refuses = ("token", "invalid", "gone", "stopped")
