"""The bot's sentences, read once for all tests of a process: reading them costs more than most tests."""

from bot.texts import Catalogue

CATALOGUE = Catalogue()
