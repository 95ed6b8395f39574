"""Words that no dictionary knows, and what they may have been."""
