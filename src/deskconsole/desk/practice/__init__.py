"""The practice: a desk of its own, what happens there, who has been through it."""
