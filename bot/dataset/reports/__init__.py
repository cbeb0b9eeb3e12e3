"""What a release says of its data: counts, agreement, and what may be wrong with texts."""
