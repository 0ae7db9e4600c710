"""A customer's file."""
