-- What the bot keeps where a task server has the conversation trees.

-- The server (guild) that each message came from, which the task server is not told. A message that is not here is for
-- the operator alone to judge. It names no person.
CREATE TABLE message_origin (
    message_id BLOB PRIMARY KEY CHECK (length(message_id) = 16),
    server_id INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Before this moment an entry must not be tried again, whoever waits: the task server counts refused calls too.
ALTER TABLE outbox ADD COLUMN not_before INTEGER NOT NULL DEFAULT 0;
