"""Tests of the backends: `conformance` is for every backend, the rest is for one."""
