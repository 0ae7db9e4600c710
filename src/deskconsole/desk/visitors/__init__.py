"""Visitors: expected, received, signed out."""
