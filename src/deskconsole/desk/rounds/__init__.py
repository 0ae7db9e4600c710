"""Rounds during the day: what is looked at when, in order or not."""
