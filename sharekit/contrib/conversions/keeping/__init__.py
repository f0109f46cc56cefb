"""What the app stores, for how long, and what somebody asks to delete."""
