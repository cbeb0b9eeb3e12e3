-- What moderators are to look at, what was decided, and what it takes to undo that.

-- A case is about one message, or about one person in one server. `server_id` is where the message was written; NULL is
-- the operator's. `harm` is what the queue is sorted by: see `bot.rules.harm`.
CREATE TABLE moderation_case (
    case_id BLOB PRIMARY KEY CHECK (length(case_id) = 16),
    message_id BLOB REFERENCES message (message_id),
    person_id BLOB REFERENCES contributor (person_id),
    server_id INTEGER,
    language TEXT,
    message_kind TEXT CHECK (message_kind IN ('prompt', 'assistant_reply', 'prompter_reply')),
    state TEXT NOT NULL CHECK (state IN ('open', 'decided')),
    harm REAL NOT NULL DEFAULT 0,
    for_operator INTEGER NOT NULL DEFAULT 0 CHECK (for_operator IN (0, 1)),
    opened_at INTEGER NOT NULL,
    decided_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX moderation_case_open_message ON moderation_case (message_id)
    WHERE state = 'open' AND message_id IS NOT NULL;
CREATE UNIQUE INDEX moderation_case_open_person ON moderation_case (person_id, coalesce(server_id, 0))
    WHERE state = 'open' AND person_id IS NOT NULL;
CREATE INDEX moderation_case_queue ON moderation_case (harm DESC, opened_at, case_id) WHERE state = 'open';
CREATE INDEX moderation_case_queue_of_server ON moderation_case (server_id, harm DESC, opened_at, case_id)
    WHERE state = 'open';
CREATE INDEX moderation_case_done ON moderation_case (decided_at, case_id) WHERE state = 'decided';
CREATE INDEX moderation_case_done_of_server ON moderation_case (server_id, decided_at, case_id)
    WHERE state = 'decided';
CREATE INDEX moderation_case_by_message ON moderation_case (message_id) WHERE message_id IS NOT NULL;
CREATE INDEX moderation_case_by_person ON moderation_case (person_id) WHERE person_id IS NOT NULL;

-- Why there is a case. Who reported or objected stands in `person_id`, in their own words in `reason`; `evidence` is JSON
-- of ids and figures, never of text.
CREATE TABLE case_signal (
    case_id BLOB NOT NULL REFERENCES moderation_case (case_id),
    number INTEGER NOT NULL,
    kind TEXT NOT NULL,
    person_id BLOB REFERENCES contributor (person_id),
    server_id INTEGER,
    reason TEXT NOT NULL DEFAULT '',
    evidence TEXT NOT NULL DEFAULT '{}',
    decision_id BLOB,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (case_id, number)
) STRICT, WITHOUT ROWID;

CREATE INDEX case_signal_by_person ON case_signal (person_id) WHERE person_id IS NOT NULL;
CREATE UNIQUE INDEX case_signal_objection ON case_signal (decision_id) WHERE decision_id IS NOT NULL;

-- What was decided. `person_id` is whom it concerns: the author of the message, or the person. `evidence` is JSON of the
-- votes and weights as they stood, which names people by their marks in the log. Nothing of it changes but that it is
-- undone, or that it can no longer be.
CREATE TABLE decision (
    decision_id BLOB PRIMARY KEY CHECK (length(decision_id) = 16),
    case_id BLOB REFERENCES moderation_case (case_id),
    kind TEXT NOT NULL,
    message_id BLOB REFERENCES message (message_id),
    person_id BLOB REFERENCES contributor (person_id),
    actor_id BLOB REFERENCES contributor (person_id),
    server_id INTEGER,
    reason TEXT NOT NULL,
    evidence TEXT NOT NULL,
    tree_state TEXT,
    decided_at INTEGER NOT NULL,
    undone_at INTEGER,
    undone_by BLOB REFERENCES contributor (person_id),
    final_since INTEGER
) STRICT, WITHOUT ROWID;

CREATE INDEX decision_by_case ON decision (case_id) WHERE case_id IS NOT NULL;
CREATE INDEX decision_by_message ON decision (message_id) WHERE message_id IS NOT NULL;
CREATE INDEX decision_by_person ON decision (person_id, decided_at) WHERE person_id IS NOT NULL;
CREATE INDEX decision_by_actor ON decision (actor_id) WHERE actor_id IS NOT NULL;
CREATE INDEX decision_undone_by ON decision (undone_by) WHERE undone_by IS NOT NULL;
CREATE INDEX decision_with_texts ON decision (decided_at) WHERE final_since IS NULL AND kind IN ('delete', 'edit');

-- The rows that a decision changed, as JSON of the columns that differ: before it, after it. NULL where there was none.
-- Of counters that only grow it is what was added. `person_id` is whom the row names: it goes when they go.
CREATE TABLE decision_row (
    decision_id BLOB NOT NULL REFERENCES decision (decision_id),
    number INTEGER NOT NULL,
    table_name TEXT NOT NULL,
    row_key TEXT NOT NULL,
    person_id BLOB,
    before TEXT,
    after TEXT,
    PRIMARY KEY (decision_id, number)
) STRICT, WITHOUT ROWID;

CREATE INDEX decision_row_by_person ON decision_row (person_id) WHERE person_id IS NOT NULL;

-- Who may not work in which server. Once they are deleted, a keyed hash in `ban` stands for them.
CREATE TABLE barred (
    person_id BLOB NOT NULL REFERENCES contributor (person_id),
    server_id INTEGER NOT NULL,
    reason TEXT NOT NULL,
    decision_id BLOB,
    barred_at INTEGER NOT NULL,
    PRIMARY KEY (person_id, server_id)
) STRICT, WITHOUT ROWID;

-- Deleted messages whose text is still kept.
CREATE INDEX message_kept_text ON message (deleted_at) WHERE deleted_at IS NOT NULL AND text <> '';

ALTER TABLE event ADD COLUMN decision_id BLOB;
CREATE INDEX event_of_moderation ON event (event_id) WHERE actor_mark IS NOT NULL OR decision_id IS NOT NULL;
CREATE INDEX event_of_moderation_by_server ON event (server_id, event_id)
    WHERE actor_mark IS NOT NULL OR decision_id IS NOT NULL;
CREATE INDEX contributor_by_mark ON contributor (log_mark);

-- Reported messages were a list: those that wait, and those that were seen to, become cases, and reports their signals.
INSERT INTO moderation_case (
    case_id, message_id, server_id, language, message_kind, state, harm, opened_at, decided_at
)
SELECT
    message.message_id,
    message.message_id,
    message.server_id,
    message.language,
    CASE
        WHEN message.parent_id IS NULL THEN 'prompt'
        WHEN message.is_assistant = 1 THEN 'assistant_reply'
        ELSE 'prompter_reply'
    END,
    CASE WHEN flagged_message.processed_at IS NULL THEN 'open' ELSE 'decided' END,
    0.2,
    flagged_message.created_at,
    flagged_message.processed_at
FROM flagged_message JOIN message ON message.message_id = flagged_message.message_id;

INSERT INTO case_signal (case_id, number, kind, person_id, server_id, reason, created_at)
SELECT
    report.message_id,
    row_number() OVER (PARTITION BY report.message_id ORDER BY report.created_at, report.person_id),
    'report',
    report.person_id,
    report.server_id,
    report.reason,
    report.created_at
FROM report JOIN moderation_case ON moderation_case.case_id = report.message_id;

-- What came on the list by red flags alone, or because people passed it by, has no report.
INSERT INTO case_signal (case_id, number, kind, created_at)
SELECT case_id, 1, 'red_flags', opened_at FROM moderation_case
WHERE EXISTS (
    SELECT 1 FROM reaction WHERE reaction.message_id = moderation_case.case_id AND reaction.emoji = 'red_flag'
) AND NOT EXISTS (SELECT 1 FROM case_signal WHERE case_signal.case_id = moderation_case.case_id);

INSERT INTO case_signal (case_id, number, kind, created_at)
SELECT case_id, 1, 'skips', opened_at FROM moderation_case
WHERE NOT EXISTS (SELECT 1 FROM case_signal WHERE case_signal.case_id = moderation_case.case_id);

DROP TABLE report;
DROP TABLE flagged_message;
