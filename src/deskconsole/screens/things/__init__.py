"""What lies at the desk and is somebody's, and what is lent."""
