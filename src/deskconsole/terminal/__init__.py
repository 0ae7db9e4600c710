"""What stands between the console and a real terminal: start, signals, a line that drops, bad bytes, foreign text."""
