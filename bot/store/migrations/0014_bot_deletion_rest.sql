-- People whose data here is deleted, while the task server could not be asked for what is theirs: so much is kept as it
-- takes to ask it later. Nothing else of them is left; should they come back, they are somebody new.
CREATE TABLE deletion_rest (
    person_id BLOB PRIMARY KEY CHECK (length(person_id) = 16),
    discord_id INTEGER NOT NULL,
    asked_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX deletion_rest_by_discord_id ON deletion_rest (discord_id);
