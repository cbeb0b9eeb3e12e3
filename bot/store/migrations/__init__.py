"""Numbered SQL files, applied in the order of their numbers and never edited once landed."""
