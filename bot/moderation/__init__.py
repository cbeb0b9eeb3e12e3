"""What moderators do: cases and decisions, cards in staff channels, what authors and reporters learn, the log."""
