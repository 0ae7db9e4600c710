"""The kinds of event, one file a family: whoever reads one file knows everything about its kinds."""
