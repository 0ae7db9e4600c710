"""What the desk learns: improvements, trainings."""
