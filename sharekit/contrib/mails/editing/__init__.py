"""What editors do: check a text, try a mail out, see who may get it, switch it on and off.

In: mails as the admin's forms or the database have them. Out: sentences in the editor's language,
and letters. Called by the admin and the command.
"""
