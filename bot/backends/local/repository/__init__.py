"""The SQL of the local backend, by subject. Every function works on the connection of one transaction."""
