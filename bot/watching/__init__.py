"""What programs that watch the bot are told: whether it lives, whether it is ready, and numbers."""
