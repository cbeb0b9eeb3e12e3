"""`/boards`: leaderboards that are posted to channels and kept up to date."""
