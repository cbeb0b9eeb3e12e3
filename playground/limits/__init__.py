"""Discord's rules that the engine does not know; each function refuses what Discord would refuse."""
