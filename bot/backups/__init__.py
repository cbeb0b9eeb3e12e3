"""Backups of the database: made beside the running bot, kept for a while, restored."""
