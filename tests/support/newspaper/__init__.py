"""The site that the tests share articles of: a model, a child of it, and pages with the tags."""
