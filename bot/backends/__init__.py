"""Where conversation trees live. `base.TaskBackend` is the one interface; the rest of the bot knows nothing else."""
