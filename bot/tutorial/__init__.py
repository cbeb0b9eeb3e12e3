"""The tutorial: three practice packages with the right answer explained. Nothing is stored, not even in memory."""
