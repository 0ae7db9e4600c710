"""The practice at the console: the pane that says each step, the offer at the first start."""
