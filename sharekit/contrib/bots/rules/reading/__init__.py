"""Reads messages: words, phrases, values, and the words that work in every bot.

In: what a customer wrote, and phrases of an owner. Out: words, and how a phrase matches them.
"""
