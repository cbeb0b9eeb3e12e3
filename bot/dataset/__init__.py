"""The dataset that comes out: trees as one JSON object a line, with pseudonyms instead of ids."""
