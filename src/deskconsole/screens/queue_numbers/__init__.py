"""Queue numbers."""
