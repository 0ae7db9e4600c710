"""Supervision on the command line: people needed, checks of quality."""
