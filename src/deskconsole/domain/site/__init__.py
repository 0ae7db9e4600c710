"""The site is its events: people, visitors, rooms, passes, shifts, articles, queue numbers, and what became of each."""
