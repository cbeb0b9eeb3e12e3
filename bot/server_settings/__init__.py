"""What a server's managers decide for their server."""
