"""Settings of sites whose own API is quite another than ours."""
