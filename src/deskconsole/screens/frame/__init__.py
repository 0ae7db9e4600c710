"""What every screen stands in."""
