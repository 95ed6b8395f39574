"""Quotation marks: how they pair, and those of other languages."""
