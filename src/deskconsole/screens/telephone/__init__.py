"""The telephone on every screen."""
