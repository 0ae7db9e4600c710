"""What the desk says of the documents of a ticket beside an event of it."""
