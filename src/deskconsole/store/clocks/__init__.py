"""Lists of clocks that have ended."""
