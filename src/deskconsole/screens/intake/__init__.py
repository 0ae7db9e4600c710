"""A new inquiry."""
