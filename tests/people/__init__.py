"""Tests of the people who contribute."""
