"""What cannot be done in time by who is here, and how many people a week needs."""
