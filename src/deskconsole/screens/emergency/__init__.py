"""The emergency card: over whatever is open, also the lock."""
