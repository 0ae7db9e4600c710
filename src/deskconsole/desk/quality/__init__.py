"""Quality checks (R33, E22): drawn, scored blind, seen, objected to, looked at once more."""
