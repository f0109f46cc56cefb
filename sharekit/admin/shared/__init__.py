"""Reports for people without an account: their links in the admin, and the page that they open."""
