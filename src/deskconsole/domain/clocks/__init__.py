"""Deadlines: derived from a ticket's events by the rules that it is judged by."""
