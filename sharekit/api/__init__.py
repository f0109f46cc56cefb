"""The REST API over the reports: read-only, for staff; see docs/api.md.

In: addresses and query parameters. Out: figures as JSON. A view reads its `parameters`, calls
`reports`, and sends what its `serializers` make of the answer; `pagination` gives the list of
articles page by page. `schema` describes all of them as OpenAPI.
"""
