"""Commands about what is held about people: ``person``, ``retention``."""
