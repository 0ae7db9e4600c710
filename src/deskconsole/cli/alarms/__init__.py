"""What people are told of at once, on the command line."""
