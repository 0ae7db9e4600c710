"""Visitors, rooms, passes."""
