"""A made-up year: when people come, who sees to them, and what becomes of it, recorded as it would have been."""
