"""What people are told of at once, and what they do about it."""
