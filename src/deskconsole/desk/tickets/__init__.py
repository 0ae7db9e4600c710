"""Tickets: taken, worked on, looked at."""
