"""The shift and its hand-over."""
