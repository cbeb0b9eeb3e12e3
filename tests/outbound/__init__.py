"""Tests of what the bot does in Discord by itself."""
