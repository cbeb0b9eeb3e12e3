"""Scripted contributors: people who work by what is on the cards, and know nothing of the bot's inside."""
