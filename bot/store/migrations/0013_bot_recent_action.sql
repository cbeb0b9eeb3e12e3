-- When people wrote a draft or skipped a task a short while ago, so that doing it in bulk has a limit that survives a
-- restart. What is older than the limits look back is removed.
CREATE TABLE recent_action (
    person_id BLOB NOT NULL REFERENCES person (person_id),
    kind TEXT NOT NULL CHECK (kind IN ('draft', 'skip')),
    happened_at INTEGER NOT NULL
) STRICT;

CREATE INDEX recent_action_by_person ON recent_action (person_id, kind, happened_at);
