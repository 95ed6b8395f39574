"""Mark-up that was left in plain text."""
