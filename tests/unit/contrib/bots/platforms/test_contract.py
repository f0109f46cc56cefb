"""Runs the contract on each platform, with its simulator."""

from __future__ import annotations

from tests.unit.contrib.bots.optional import EditContract, StatusContract


class TestTelegram(EditContract):
    slug = "telegram"
    person = "77"
    stranger = "78"
    refuses = ("token", "invalid", "gone", "stopped")


class TestWhatsApp(StatusContract, EditContract):
    slug = "whatsapp"
    person = "4915550000001"
    stranger = "DE.11110000222233334444"
    refuses = ("token", "payment", "invalid", "gone", "stopped", "late")


class TestWhatsAppWithoutANumber(StatusContract, EditContract):
    slug = "whatsapp"
    person = "DE.11110000222233334444"
    stranger = "DE.11110000222233335555"
    refuses = ("gone", "late")


class TestMessenger(StatusContract, EditContract):
    slug = "messenger"
    person = "7000000000000001"
    stranger = "7000000000000002"
    refuses = ("token", "invalid", "gone", "late")


class TestTwilio(StatusContract):
    slug = "twilio"
    person = "+4915550000001"
    stranger = "+4915550000002"
    refuses = ("token", "invalid", "gone", "stopped")
