"""The rules and dates in force."""
