"""Which customers must be seen to."""
