"""The REST API over the reports: read-only, for staff; see docs/api.md.

In: addresses and parameters. Out: JSON, by the names of the reports' structs. `views` parse the
parameters (`parameters`), call the reports and answer (`answers`); `door` holds what all addresses
have in common. `addresses` lists the addresses, `urls` serves them, and `description` describes
them as OpenAPI.
"""
