"""What the desk learns: improvements from what it has found, trainings and what they left to people."""
