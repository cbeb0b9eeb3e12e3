"""`/stats`: what the pool of trees has become, in numbers and pictures."""
