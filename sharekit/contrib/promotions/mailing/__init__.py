"""What mails show of a promotion, where the site has the app mails.

In: a message. Out: the block `{offer}`. Called by mails, in whose registry apps.py puts it; nothing
else in promotions knows mails.
"""
