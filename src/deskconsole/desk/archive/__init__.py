"""Documents of tickets, and their papers on the way to the archive."""
