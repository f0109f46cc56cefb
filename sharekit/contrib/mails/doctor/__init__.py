"""Says whether mails can be sent and stopped.

In: nothing but settings, tables and servers. Out: findings. Imported by apps.py, which adds them to
the registries of the doctor.
"""
