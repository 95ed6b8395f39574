"""Forms of verbs that do not go together."""
