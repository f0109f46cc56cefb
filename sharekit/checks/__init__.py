"""System checks of a site's settings, each with the line that fixes the problem."""
