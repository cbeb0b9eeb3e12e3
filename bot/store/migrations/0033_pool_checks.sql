-- Attention checks: label packages whose answer is known. One is about a message that trusted people agreed on, or has a
-- text of the operator's (`prompt` above it, if it is a reply); people's texts stay in `message`. `expected` is JSON of
-- the known labels, `objects` whether they speak against the text, `agreed` how many people gave them. `edited_at` is
-- when a moderator last edited the message, 0 for never: of another wording nothing is known. Withdrawn is what the
-- operator's file no longer has, retired what most trusted people failed. `place` is random: checks are drawn by it.
CREATE TABLE attention_check (
    check_id BLOB PRIMARY KEY CHECK (length(check_id) = 16),
    message_id BLOB REFERENCES message (message_id),
    edited_at INTEGER NOT NULL DEFAULT 0,
    language TEXT NOT NULL,
    task_type TEXT NOT NULL,
    objects INTEGER NOT NULL CHECK (objects IN (0, 1)),
    expected TEXT NOT NULL,
    agreed INTEGER NOT NULL DEFAULT 0,
    prompt TEXT,
    text TEXT,
    explanation TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL CHECK (state IN ('active', 'withdrawn', 'retired')),
    place INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    UNIQUE (message_id, edited_at)
) STRICT, WITHOUT ROWID;

CREATE INDEX attention_check_by_place ON attention_check (language, task_type, objects, place) WHERE state = 'active';

-- What somebody answered to a check. `trusted` is whether they were, before it; `mode` what it counted as for points,
-- `earned` what it was paid at once, in tenths of a point.
CREATE TABLE check_answer (
    check_id BLOB NOT NULL REFERENCES attention_check (check_id),
    person_id BLOB NOT NULL,
    server_id INTEGER,
    answered_at INTEGER NOT NULL,
    mode TEXT NOT NULL CHECK (mode IN ('simple', 'full')),
    labels TEXT NOT NULL,
    passed INTEGER NOT NULL CHECK (passed IN (0, 1)),
    objected INTEGER NOT NULL CHECK (objected IN (0, 1)),
    trusted INTEGER NOT NULL CHECK (trusted IN (0, 1)),
    earned INTEGER NOT NULL,
    PRIMARY KEY (check_id, person_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX check_answer_by_person ON check_answer (person_id, answered_at);

-- A package that is a check names it.
ALTER TABLE package ADD COLUMN check_id BLOB REFERENCES attention_check (check_id);
CREATE INDEX package_by_check ON package (check_id, person_id) WHERE check_id IS NOT NULL;

-- The latest checks count like reviews of messages of which the truth is known.
ALTER TABLE trust ADD COLUMN checks_caught REAL NOT NULL DEFAULT 0;
ALTER TABLE trust ADD COLUMN checks_missed REAL NOT NULL DEFAULT 0;
ALTER TABLE trust ADD COLUMN checks_cleared REAL NOT NULL DEFAULT 0;
ALTER TABLE trust ADD COLUMN checks_blamed REAL NOT NULL DEFAULT 0;
