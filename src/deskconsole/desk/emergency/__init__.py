"""Emergencies: the card, the roll-call and the log; also while the store cannot be reached."""
