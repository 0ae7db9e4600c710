"""What the desk knows: pure, typed, without clock, disk, database or screen."""
