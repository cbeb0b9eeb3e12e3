"""A release: a folder as the Hugging Face hub wants it, with all tables, what is said of them, and the evidence."""
