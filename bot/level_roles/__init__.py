"""Roles of a server that are given for levels."""
