"""One matter that several people bring: what all of them are told."""
