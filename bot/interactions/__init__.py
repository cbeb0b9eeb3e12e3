"""From a click to an answer: custom ids, the router, kinds of answer, order, error sentences, components → hikari."""
