"""Discord: interactions come in by the router, calls go out by `base.Discord`. All that knows its libraries."""
