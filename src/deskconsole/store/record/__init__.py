"""The record: how events, their payloads and their chain are written, and what is derived from them."""
