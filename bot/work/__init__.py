"""What a contributor does by `/work` and on work cards, and what is open for them."""
