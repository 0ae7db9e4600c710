"""One matter that several people bring: their tickets, and what all of them are told."""
