"""Papers, exports and attached files."""
