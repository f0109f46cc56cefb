"""The Django REST framework API over the reports: read-only, for staff; see docs/api.md.

In: addresses and parameters. Out: JSON, by the names of the reports' structs. A door in a room of
its own: `views` parse (`parameters`), call the reports, and answer (`answers`); what is the same at
every address is in `door`. `addresses` names them all, `urls` serves them, and `description`
describes them for machines.
"""
