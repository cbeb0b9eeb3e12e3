"""A Discord bot with which a community builds an assistant dataset together."""

__version__ = "0.1.0"
