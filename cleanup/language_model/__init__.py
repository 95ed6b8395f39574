"""A language model behind a server: what it is asked, what it answers, and what of that is kept."""
