"""A local Discord: the real bot connects to it over HTTP and WebSocket, and scripted people use it."""

__version__ = "0.1.0"
