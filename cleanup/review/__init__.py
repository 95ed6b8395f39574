"""Decisions that a person makes about findings, and what follows from them."""
