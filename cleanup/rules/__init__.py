"""Rule files: reading one, finding all, and the figures measured for each."""
