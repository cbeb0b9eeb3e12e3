-- What the bot keeps about Discord itself.

CREATE TABLE work_thread (
    server_id INTEGER NOT NULL,
    person_id BLOB NOT NULL REFERENCES person (person_id),
    channel_id INTEGER NOT NULL,
    thread_id INTEGER NOT NULL UNIQUE,
    opened_at INTEGER NOT NULL,
    PRIMARY KEY (server_id, person_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX work_thread_by_person ON work_thread (person_id);
CREATE INDEX work_thread_by_opening ON work_thread (opened_at);

CREATE TABLE server_setting (
    server_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    changed_at INTEGER NOT NULL,
    PRIMARY KEY (server_id, name)
) STRICT, WITHOUT ROWID;
