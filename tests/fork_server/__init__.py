"""Processes that need not import what they run: a server has imported it already, and becomes two for each of them.

Most of what starting a bot or a playground costs is importing, a second of computing each time. A process that is
forked is one of its own all the same, with its own number, environment and files, and it can be killed. Where it
matters that the command line itself is started, `playground.module_process.start_module` does it.
"""
