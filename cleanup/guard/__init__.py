"""The guard between a language model and a text: which of the changes that a model proposes may be shown, and how."""
