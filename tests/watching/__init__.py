"""Tests of what programs that watch the bot are told."""
