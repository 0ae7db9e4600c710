"""Who must agree, and how far somebody may go by themselves, as a pack says it."""
