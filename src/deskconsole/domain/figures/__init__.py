"""Figures: what is counted at the desk, how it is judged, and what may be said of it."""
