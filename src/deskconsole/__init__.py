"""The full-screen terminal console of a reception desk."""

__version__ = "0.2.0"
