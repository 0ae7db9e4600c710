"""Whether the store is what its record says."""
