"""The people of the desk and their qualification."""
