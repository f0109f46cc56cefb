"""Names the site that links of its own lead to."""

SITE = {"SITE_URL": "https://news.example"}
