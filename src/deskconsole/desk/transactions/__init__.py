"""Writing: one transaction from its permission to its commit."""
