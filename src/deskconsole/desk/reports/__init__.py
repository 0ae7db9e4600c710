"""Reports for whoever asks: counted, handed in, read."""
