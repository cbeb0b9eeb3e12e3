"""A contributor's own private thread in a server."""
