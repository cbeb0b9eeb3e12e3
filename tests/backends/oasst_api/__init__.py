"""The client of the task backend API, against a small server that speaks its protocol."""
