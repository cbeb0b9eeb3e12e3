"""Every sentence that people read, by key and language (Fluent), and the longer texts of the project (Markdown)."""

from bot.texts.catalogue import Catalogue, Sentences
from bot.texts.long_texts import LongTexts
from bot.texts.text_files import TextFiles

__all__ = ["Catalogue", "LongTexts", "Sentences", "TextFiles"]
