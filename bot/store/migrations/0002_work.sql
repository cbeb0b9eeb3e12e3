-- Work sessions: one contributor with one package, written before the contributor sees its effect.

CREATE TABLE session (
    session_id BLOB PRIMARY KEY CHECK (length(session_id) = 16),
    person_id BLOB NOT NULL REFERENCES person (person_id),
    server_id INTEGER,
    task_type TEXT NOT NULL,
    language TEXT NOT NULL,
    offer TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'submitted', 'done', 'refused', 'skipped', 'lapsed')),
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    draft TEXT,
    receipt TEXT,
    refusal TEXT,
    channel_id INTEGER,
    card_id INTEGER
) STRICT, WITHOUT ROWID;

-- One open session per person, over all servers.
CREATE UNIQUE INDEX session_open_by_person ON session (person_id) WHERE state = 'open';
CREATE INDEX session_open_by_expiry ON session (expires_at) WHERE state = 'open';
CREATE INDEX session_by_person ON session (person_id, created_at);
CREATE INDEX session_ended ON session (updated_at) WHERE state IN ('done', 'refused', 'skipped', 'lapsed');

-- Keyed hashes of the texts that a person submitted, so that they can be told of a repeat.
CREATE TABLE submitted_text (
    person_id BLOB NOT NULL REFERENCES person (person_id),
    fingerprint BLOB NOT NULL,
    PRIMARY KEY (person_id, fingerprint)
) STRICT, WITHOUT ROWID;

-- Answers on their way to the backend, delivered in the order of `sequence` for each person.
CREATE TABLE outbox (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    session_id BLOB NOT NULL UNIQUE REFERENCES session (session_id),
    person_id BLOB NOT NULL REFERENCES person (person_id),
    kind TEXT NOT NULL CHECK (kind IN ('submit', 'change', 'skip')),
    server_id INTEGER,
    answer TEXT,
    created_at INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    next_attempt_at INTEGER NOT NULL,
    CHECK ((kind = 'skip') = (answer IS NULL))
) STRICT;

CREATE INDEX outbox_by_person ON outbox (person_id, sequence);
CREATE INDEX outbox_due ON outbox (next_attempt_at);

-- What a person is to be told at their next interaction.
CREATE TABLE notice (
    notice_id INTEGER PRIMARY KEY,
    person_id BLOB NOT NULL REFERENCES person (person_id),
    sentence TEXT NOT NULL,
    arguments TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;

CREATE INDEX notice_by_person ON notice (person_id, notice_id);
