"""Working time: durations, opening hours and holidays, and what a deadline counts (T1–T5, T13)."""
