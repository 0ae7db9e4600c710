"""Papers on their way to the archive."""
