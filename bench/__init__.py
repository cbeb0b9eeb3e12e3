"""Benchmarks: each measures against its yardstick in the same run. Not tests: machines are noisy, ratios are quoted."""
