"""The people who contribute: our own ids for them, their consent, their language, their rights."""
