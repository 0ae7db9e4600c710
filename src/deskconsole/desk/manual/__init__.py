"""The manual that comes with the program, in Chinese and English."""
