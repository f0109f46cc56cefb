"""Campaign links: the list, the page and the form of tracked links of editors."""
