"""The queue, one ticket, and what is done to it."""
