"""Letters to editors: the numbers of the week on Monday, and an article that takes off now."""
