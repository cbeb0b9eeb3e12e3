"""How well the rules protect the data: modelled communities on the real local backend."""
