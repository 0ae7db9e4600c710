"""What is held about people: the register of it, how it is found, how it is taken out."""
