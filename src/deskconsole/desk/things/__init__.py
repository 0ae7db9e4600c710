"""Things: what lies at the desk and is somebody's, and what of the desk's is with somebody."""
