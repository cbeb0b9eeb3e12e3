"""What operators need: looking after the installation."""
