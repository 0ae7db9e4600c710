"""Matters beyond one inquiry: one that several people bring, and what the house itself has noticed."""
