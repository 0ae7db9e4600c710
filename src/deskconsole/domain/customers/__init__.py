"""Customers: how they are compared, and what the record says of them."""
