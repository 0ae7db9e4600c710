"""Whether what is open can still be done in time by who is there (R35)."""
