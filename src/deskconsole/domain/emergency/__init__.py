"""Emergencies: what is to be done first, and what was done, said and counted."""
