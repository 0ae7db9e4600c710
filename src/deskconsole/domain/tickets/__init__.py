"""A ticket is its events: their vocabulary, what they make true, and what may happen next."""
