"""Programs that pass documents to cleanup."""
