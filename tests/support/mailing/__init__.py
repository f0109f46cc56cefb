"""Real mails in tests: what is sent, to whom, and a mail server with faults."""
