"""Text without a language: made clean, measured, compared, masked; it knows nothing of the desk."""
