"""Copies of the whole site: made, kept for a while, tried out, put back."""
