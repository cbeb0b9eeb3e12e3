"""Leaderboards, profiles and statistics; posting them to channels."""
