"""From the files of a pack to the pack, or to everything that is wrong with them."""
