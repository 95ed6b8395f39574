"""Where sentences begin and end: stray full stops, lost spaces, split paragraphs, capitals."""
