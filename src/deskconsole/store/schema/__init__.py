"""Tables and statements; imported to make, migrate or compile, never to run."""
