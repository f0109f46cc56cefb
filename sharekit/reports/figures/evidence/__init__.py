"""What is usual on a site, and how far an article exceeds it by more than chance."""
