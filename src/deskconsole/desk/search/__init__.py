"""One question over everything that the desk knows."""
