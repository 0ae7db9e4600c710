"""Reports as people read them: sentences, tables and charts, the same on every way out."""
