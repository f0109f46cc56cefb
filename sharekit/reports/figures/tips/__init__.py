"""What is usual on a site, and which articles exceed it by more than chance."""
