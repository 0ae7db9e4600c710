"""A regulation as data: what a policy pack says, typed and frozen."""
