"""The knowledge base, and answers at hand."""
