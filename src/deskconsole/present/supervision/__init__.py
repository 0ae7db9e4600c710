"""What people read of supervision."""
