"""The style of a text, or of a house: which of several right ways it writes."""
