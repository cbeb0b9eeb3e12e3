"""Pure rendering: state in, small frozen components of our own out. Knows neither Discord's library nor a database."""
