"""What is held about somebody: shown to them, held for a court, erased by two people, gone when its time is over."""
