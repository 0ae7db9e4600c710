"""Figures for whoever asks: a period, its cuts, what is usual, and the tickets behind."""
