"""The manual at the console."""
