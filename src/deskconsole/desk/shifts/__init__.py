"""Shifts, the roster, the hand-over."""
