"""Who sits at the console, and what they may do."""
