"""What every backend must do, tested through `TaskBackend` alone."""
