"""What people are told of at once, at the console: banner, top line, the quiet key, why steps were late."""
