"""Every sentence that people read, by key and language (Fluent), and the longer texts of the project."""

from bot.texts.catalogue import Catalogue, Sentences

__all__ = ["Catalogue", "Sentences"]
