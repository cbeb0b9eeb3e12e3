"""Tests of the way of an interaction."""
