"""Signing on: what a PIN is checked against, and who has asked for more than their role gives."""
