"""Settings of sites whose own API is quite different."""
