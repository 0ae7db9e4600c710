"""Who sits at the console."""
