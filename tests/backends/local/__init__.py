"""Tests of the local backend: its file, its queries, its laws."""
