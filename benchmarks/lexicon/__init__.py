"""Making the file of `cleanup.lexicon` from word lists."""
