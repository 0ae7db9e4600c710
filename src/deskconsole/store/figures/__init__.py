"""What figures are counted from, and what they count."""
