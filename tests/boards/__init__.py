"""Tests of statistics and boards."""
