"""Capital and small letters, decided by the whole text: sentence starts, names, and common nouns written as names."""
