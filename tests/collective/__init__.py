"""Tests of collective packages in public threads."""
