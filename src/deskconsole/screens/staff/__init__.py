"""Qualification at the console."""
