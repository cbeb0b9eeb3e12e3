-- People who asked to be deleted, until that is done: what a crash interrupts goes on afterwards. `message_ids` are the
-- ids of what they wrote, one after the other, once they are known: copies of it are looked for by them.
CREATE TABLE deletion (
    person_id BLOB PRIMARY KEY REFERENCES person (person_id),
    asked_at INTEGER NOT NULL,
    message_ids BLOB NOT NULL DEFAULT x'' CHECK (length(message_ids) % 16 = 0)
) STRICT, WITHOUT ROWID;

-- What is to disappear from Discord: a message, or a whole thread of the bot's (`message_id` is 0). It is tried again and
-- again until it is gone. It does not say whose it was.
CREATE TABLE withdrawal (
    channel_id INTEGER NOT NULL,
    message_id INTEGER NOT NULL,
    asked_at INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    next_attempt_at INTEGER NOT NULL,
    PRIMARY KEY (channel_id, message_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX withdrawal_due ON withdrawal (next_attempt_at);

-- A row, from the moment at which somebody was deleted until the whole file was written anew: only then has no page an
-- old copy of a row.
CREATE TABLE rewrite_wanted (
    since INTEGER NOT NULL
) STRICT;
