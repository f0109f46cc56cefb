"""What each platform of messages is like: one file for each, without input or output.

In: bytes and headers of a webhook, an answer of the platform's server, a message to send. Out:
events, verdicts, requests. Receiving and sending call them; rules never do.
"""
