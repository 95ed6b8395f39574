"""Edits of a text and their laws; which findings exclude each other; the ids of findings."""
