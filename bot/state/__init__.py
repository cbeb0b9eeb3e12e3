"""Plain data of the features, which services decide on and cards show."""
