"""The rounds of the day."""
