"""Pure decisions: what follows from what, with no input, output, clock or chance of its own.

Moments (`bot.protocol.moments`) and random numbers are handed in; a random number is a float called `draw`, from 0
(included) to 1 (excluded), as `random.Random.random` gives it.
"""
