"""One file a feature, loaded by lightbulb. An extension translates between Discord and services; it decides nothing.

Each module has a `loader` for its commands and listeners. What the controls of cards do is declared by the services.
"""
