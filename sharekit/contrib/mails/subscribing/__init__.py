"""Consent with its proof, stops, and addresses that get nothing any more.

In: declarations, confirmations, stops, and what mail servers report. Out: whether a message may be
sent, at the moment of sending, and the addresses of the pages that confirm and stop. Called by
outbox/, writing/, pages/, the admin and the site's own code.
"""
