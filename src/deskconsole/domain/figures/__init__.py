"""Figures: what is counted of tickets, and each figure that is made of it, defined once."""
