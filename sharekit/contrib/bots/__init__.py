"""Answers customers on WhatsApp, Messenger, SMS and Telegram by rules of the site's owner."""
