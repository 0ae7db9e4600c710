"""What belongs to the house and its people, as a pack says it."""
