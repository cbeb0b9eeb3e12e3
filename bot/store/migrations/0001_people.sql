-- The people who contribute. Our own ids are 16-byte UUIDs; a Discord id is kept beside, so that it can go without
-- taking what stays. Snowflakes are INTEGER; moments are INTEGER, milliseconds since the Unix epoch, UTC.

CREATE TABLE person (
    person_id BLOB PRIMARY KEY CHECK (length(person_id) = 16),
    discord_id INTEGER UNIQUE,
    display_name TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Append-only: what a person was asked to agree to, what they said, when, and in which server.
CREATE TABLE consent_event (
    event_id INTEGER PRIMARY KEY,
    person_id BLOB NOT NULL REFERENCES person (person_id),
    agreement_version TEXT NOT NULL,
    accepted INTEGER NOT NULL CHECK (accepted IN (0, 1)),
    given_at INTEGER NOT NULL,
    server_id INTEGER
) STRICT;

CREATE INDEX consent_event_by_person ON consent_event (person_id, event_id);
