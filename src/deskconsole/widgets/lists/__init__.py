"""Lists drawn line by line."""
