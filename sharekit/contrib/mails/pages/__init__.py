"""The pages of readers: subscribe, confirm, stop."""
