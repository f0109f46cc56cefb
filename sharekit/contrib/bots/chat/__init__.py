"""A chat with a bot on this machine: nothing is sent, stored or counted.

In: a bot and lines. Out: what the bot says, as a platform shows it, and why. The command and the
preview in the admin call it.
"""
