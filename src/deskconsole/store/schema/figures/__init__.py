"""The tables that figures are counted from, and the figures as statements."""
