"""Assessment (R34, R39): people and departments by figures, seen and objected to before it is closed, then frozen."""
