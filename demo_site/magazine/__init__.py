"""The magazine: stories in sections, an about page, letters to the editor."""
