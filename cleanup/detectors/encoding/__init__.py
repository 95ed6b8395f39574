"""Text that was decoded wrongly, and codes where characters should stand."""
