"""Whether what is open can be done in time by who is there (R35), and how many people a week needs."""
