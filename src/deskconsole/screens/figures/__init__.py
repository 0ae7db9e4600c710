"""Figures: what they come to, what is usual, the tickets behind."""
