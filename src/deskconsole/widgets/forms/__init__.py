"""Rows of forms, and what stands beside them."""
