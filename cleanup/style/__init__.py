"""The style of a document or of a house: which of several correct ways of writing it uses."""
