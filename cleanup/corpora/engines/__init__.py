"""Programs that bring documents to the one that repairs them."""
