"""`/news`: telling people what has become of their work."""
