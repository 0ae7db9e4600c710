"""What an administrator asks first: whether everything that the desk rests on is as it should be."""
