"""Commands about the house itself: emergencies, rounds, things at the desk."""
