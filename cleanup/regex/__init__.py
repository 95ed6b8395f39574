"""What is known about a pattern without running it."""
