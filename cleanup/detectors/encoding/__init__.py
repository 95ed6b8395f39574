"""Text that was decoded wrongly, and codes in place of characters."""
