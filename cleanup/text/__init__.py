"""Paragraphs, sentences and words of a text, and word lists that several modules share."""
