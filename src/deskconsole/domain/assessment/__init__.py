"""Assessment (R34, R39): from figures to points, from points to places, from violations to what follows them."""
