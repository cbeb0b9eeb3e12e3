"""What is to disappear from Discord, tried again until it is gone."""
