"""The telephone: calls that ring, are picked up, are given up."""
