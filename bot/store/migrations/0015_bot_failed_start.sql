-- Starts of the bot that have failed since the last one that succeeded. No row: none has.
CREATE TABLE failed_start (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    times INTEGER NOT NULL CHECK (times > 0),
    last_at INTEGER NOT NULL
) STRICT;
