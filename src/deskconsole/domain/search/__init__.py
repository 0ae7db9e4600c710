"""Search: the words that a text is found by."""
