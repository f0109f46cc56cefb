"""What the tasks do: make the letters that are due, each once.

In: the counts of sharekit. Out: rows of Alert, and messages in the outbox of mails.
Imported by tasks.py, and by the doctor for when a task last ran.
"""
