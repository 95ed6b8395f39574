"""Where sentences begin and end: stray stops, lost spaces, split paragraphs, capitals."""
