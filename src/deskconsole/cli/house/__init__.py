"""Commands of what belongs to the house and not to one regulation."""
