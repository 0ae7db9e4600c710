"""How commands are parsed: their arguments, the words of the parser, imports that wait until a command runs."""
