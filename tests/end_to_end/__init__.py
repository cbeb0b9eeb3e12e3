"""The real bot process against the playground; people act by what they see."""
