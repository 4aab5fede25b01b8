"""Does it hold? Pure functions, observations to findings."""
