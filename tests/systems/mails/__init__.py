"""Kills the workers and the mail server of a real site while it sends, and compares what the site
says of each message with what the server took.

    site/     the site: settings, faults, processes, and the shop that announces moments
    ledger.py the truth: messages in the tables, mails in the file of the mail server
    run.py    one run from its start to its verdict
"""
