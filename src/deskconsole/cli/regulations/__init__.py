"""What is asked of the rules: a room of `policy`."""
