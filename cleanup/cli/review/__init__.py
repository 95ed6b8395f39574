"""The review at a terminal."""
