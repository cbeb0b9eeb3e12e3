-- Who wants to be told what becomes of their work (`since`; NULL: they do not), and what they were told, so that nothing
-- is told twice. `locale` is that of their client when they said so: nothing else says in which language they read.
CREATE TABLE good_news (
    person_id BLOB PRIMARY KEY REFERENCES person (person_id),
    -- The session on whose card it was offered, once for ever; NULL where it was not.
    offered_in BLOB,
    since INTEGER,
    locale TEXT NOT NULL,
    level INTEGER NOT NULL DEFAULT 1,
    -- The milestone of the present streak, in days; 0 before the first.
    streak INTEGER NOT NULL DEFAULT 0,
    -- The contribution after which they were warned that the streak ends.
    warned_after INTEGER,
    told_at INTEGER,
    next_look_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX good_news_due ON good_news (next_look_at) WHERE since IS NOT NULL;

-- Which of somebody's messages they were told of, or were not because it happened before they wanted to be told.
CREATE TABLE good_news_told (
    person_id BLOB NOT NULL REFERENCES good_news (person_id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('ranked_first', 'tree_finished')),
    message_id BLOB NOT NULL CHECK (length(message_id) = 16),
    PRIMARY KEY (person_id, kind, message_id)
) STRICT, WITHOUT ROWID;
