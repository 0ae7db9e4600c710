"""What the queue is composed of: its filters, groups, lines."""
