"""Which files are read, and how files are written without harming any."""
