"""Tests of failing starts."""
