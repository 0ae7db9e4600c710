"""People of the desk: what qualifies them."""
