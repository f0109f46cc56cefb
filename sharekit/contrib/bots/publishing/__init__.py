"""Makes editions of bots: from rows to a draft, to what is wrong with it, to a published edition.

In: the rows of a bot, or a file. Out: problems in sentences, editions, and bots ready to answer.
The admin, commands and deciding call it.
"""
