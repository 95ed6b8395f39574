"""What the source of a document shows, and the way back from a repaired text to its bytes."""
