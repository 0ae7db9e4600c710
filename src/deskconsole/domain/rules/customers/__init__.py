"""How customers are cared for, as a pack says it."""
