-- Collective packages in public threads, and the shares that people have of them.

-- The collective package that a session's package is a share of.
ALTER TABLE session ADD COLUMN collective_id BLOB;

CREATE INDEX session_by_collective ON session (collective_id) WHERE collective_id IS NOT NULL;

-- A collective package that a manager has put into a public thread. What it shows, and what it got, is in the pool.
CREATE TABLE posted_task (
    collective_id BLOB PRIMARY KEY,
    server_id INTEGER NOT NULL,
    -- The channel of the thread.
    channel_id INTEGER NOT NULL,
    -- Who posted it; null once they were deleted.
    person_id BLOB,
    -- What they say to those who answer.
    message TEXT NOT NULL,
    -- The language of the card.
    locale TEXT NOT NULL,
    opened_at INTEGER NOT NULL,
    closes_at INTEGER NOT NULL,
    -- So many answers close it; null where only time does.
    most_answers INTEGER,
    thread_id INTEGER,
    card_id INTEGER,
    -- Why and when it was closed.
    ending TEXT,
    closed_at INTEGER,
    -- What the card shows, as a digest, and since when.
    digest BLOB,
    shown_at INTEGER NOT NULL,
    -- When it is looked at again.
    next_look_at INTEGER NOT NULL
) STRICT;

CREATE INDEX posted_task_due ON posted_task (next_look_at);
CREATE INDEX posted_task_by_person ON posted_task (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX posted_task_open ON posted_task (server_id, channel_id) WHERE ending IS NULL;
