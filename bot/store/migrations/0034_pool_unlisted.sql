-- Whom the moderators of a server have taken off that server's leaderboards.
CREATE TABLE unlisted (
    server_id INTEGER NOT NULL,
    person_id BLOB NOT NULL REFERENCES contributor (person_id),
    unlisted_at INTEGER NOT NULL,
    PRIMARY KEY (server_id, person_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX unlisted_by_person ON unlisted (person_id);
