"""Collective packages: put into a public thread by a server's managers, answered by everyone who agreed."""
