"""What goes with a dataset: its card, its datasheet, its metadata and its licence, as texts made of facts."""
