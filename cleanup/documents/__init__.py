"""What the source of a document shows, and the way from a repaired text back to its bytes."""
