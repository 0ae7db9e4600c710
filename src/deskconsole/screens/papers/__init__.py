"""Papers, exports, attachments."""
