"""What a server's managers have set for their server."""
