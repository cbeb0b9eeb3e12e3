"""Pictures of numbers, drawn in a child process, so that the bot's memory and its event loop stay free.

`chart` says what a picture shows, `service` asks for it, `child` is the process, and `drawing` alone knows matplotlib.
"""
