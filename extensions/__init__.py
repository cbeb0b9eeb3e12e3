"""One file a feature, loaded by lightbulb. An extension translates between Discord and services; it decides nothing.

Each module has a `loader` for its commands and listeners, and may have `routes` for the controls of its cards.
"""
