"""Tests of what a server is set up with."""
