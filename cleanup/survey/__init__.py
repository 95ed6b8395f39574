"""What documents look like in figures: how damaged they are, by what, and whether they look translated or scraped."""
