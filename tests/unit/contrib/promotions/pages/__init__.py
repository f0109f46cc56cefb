"""What readers see of a promotion."""
