-- People who do not want to be shown on leaderboards. The backend is told as well, where it can be; that the bot does not
-- show them holds with any backend.
CREATE TABLE hidden_person (
    person_id BLOB PRIMARY KEY REFERENCES person (person_id),
    hidden_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Profiles that people have shared in a channel, so that they disappear from there when the person is deleted.
CREATE TABLE shared_profile (
    channel_id INTEGER NOT NULL,
    message_id INTEGER NOT NULL,
    person_id BLOB NOT NULL REFERENCES person (person_id),
    shared_at INTEGER NOT NULL,
    PRIMARY KEY (channel_id, message_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX shared_profile_by_person ON shared_profile (person_id);
