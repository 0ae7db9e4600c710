"""Commands."""
def by_commands(room, random, share, wanted):
    return iter(())
