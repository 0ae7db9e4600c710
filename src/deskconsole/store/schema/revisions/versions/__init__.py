"""One file a step, named for what it brings and its number; a step is never changed once released."""
