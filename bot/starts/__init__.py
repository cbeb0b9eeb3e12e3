"""Starts that failed, one after the other, and how long the next one waits."""
