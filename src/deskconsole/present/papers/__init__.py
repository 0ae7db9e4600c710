"""The papers of a ticket in words."""
