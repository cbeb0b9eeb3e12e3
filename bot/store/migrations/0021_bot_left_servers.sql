-- Servers from which the bot was removed, and when that was noticed: what was set there is kept for a while.
CREATE TABLE left_server (
    server_id INTEGER PRIMARY KEY,
    left_at INTEGER NOT NULL
) STRICT;
