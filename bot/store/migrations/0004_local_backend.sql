-- Conversation trees in this file: the local backend. It keeps the people whom it knows itself and shares no row with
-- other rooms. Ids are 16-byte UUIDs, those made here in order of time (RFC 9562, version 7), so that what is new is
-- stored side by side. The text of a message stands in `message.text` and nowhere else.

-- Random keys of this database, made at its first start. With `fingerprint` texts and Discord ids become keyed hashes.
CREATE TABLE secret (
    name TEXT PRIMARY KEY,
    value BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- `log_mark` is random: the log of events names people by it, and no longer knows who it was once the row is gone.
CREATE TABLE contributor (
    person_id BLOB PRIMARY KEY CHECK (length(person_id) = 16),
    log_mark BLOB NOT NULL,
    discord_id INTEGER,
    display_name TEXT NOT NULL,
    enabled INTEGER NOT NULL DEFAULT 1 CHECK (enabled IN (0, 1)),
    visible INTEGER NOT NULL DEFAULT 1 CHECK (visible IN (0, 1)),
    created_at INTEGER NOT NULL,
    streak_days INTEGER,
    last_contribution_at INTEGER
) STRICT, WITHOUT ROWID;

-- Whom no board shows: few, so that a board leaves them out without looking at everybody else.
CREATE INDEX contributor_unlisted ON contributor (person_id) WHERE enabled = 0 OR visible = 0;

-- Keyed hashes of the Discord ids of people who were disabled and then deleted.
CREATE TABLE ban (
    fingerprint BLOB PRIMARY KEY,
    banned_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- A tree has the id of its initial prompt, and keeps the limits with which it was created.
CREATE TABLE tree (
    tree_id BLOB PRIMARY KEY CHECK (length(tree_id) = 16),
    state TEXT NOT NULL CHECK (state IN (
        'initial_prompt_review', 'prompt_lottery_waiting', 'growing', 'ranking', 'ready_for_scoring',
        'ready_for_export', 'scoring_failed', 'aborted_low_grade', 'halted_by_moderator', 'backlog_ranking'
    )),
    language TEXT NOT NULL,
    goal_tree_size INTEGER NOT NULL,
    max_tree_depth INTEGER NOT NULL,
    max_children_count INTEGER NOT NULL,
    num_prompter_replies INTEGER NOT NULL,
    author_id BLOB,
    origin TEXT,
    created_at INTEGER NOT NULL,
    touched_at INTEGER NOT NULL,
    won_lottery INTEGER NOT NULL DEFAULT 0 CHECK (won_lottery IN (0, 1))
) STRICT, WITHOUT ROWID;

CREATE INDEX tree_in_lottery ON tree (language, author_id, tree_id) WHERE state = 'prompt_lottery_waiting';
CREATE INDEX tree_in_backlog ON tree (language, tree_id) WHERE state = 'backlog_ranking';
CREATE INDEX tree_at_work ON tree (touched_at) WHERE state IN ('growing', 'ranking');

-- How many trees are in each state: counting them would cost more the more are finished.
CREATE TABLE tree_count (
    language TEXT NOT NULL,
    state TEXT NOT NULL,
    trees INTEGER NOT NULL,
    PRIMARY KEY (language, state)
) STRICT, WITHOUT ROWID;

CREATE TABLE message (
    message_id BLOB NOT NULL UNIQUE CHECK (length(message_id) = 16),
    tree_id BLOB NOT NULL REFERENCES tree (tree_id),
    parent_id BLOB REFERENCES message (message_id),
    author_id BLOB REFERENCES contributor (person_id),
    session_id BLOB,
    server_id INTEGER,
    is_assistant INTEGER NOT NULL CHECK (is_assistant IN (0, 1)),
    depth INTEGER NOT NULL CHECK (depth >= 0),
    language TEXT NOT NULL,
    text TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    edited_at INTEGER,
    deleted_at INTEGER,
    review_count INTEGER NOT NULL DEFAULT 0,
    accepted INTEGER CHECK (accepted IN (0, 1)),
    rank INTEGER,
    synthetic INTEGER NOT NULL DEFAULT 0 CHECK (synthetic IN (0, 1)),
    model_name TEXT
) STRICT;

CREATE INDEX message_by_tree ON message (tree_id);
CREATE INDEX message_by_parent ON message (parent_id, author_id) WHERE parent_id IS NOT NULL;
CREATE INDEX message_by_author ON message (author_id, created_at) WHERE author_id IS NOT NULL;

-- What can be asked for now: one row for each message that somebody can reply to, review, or whose replies somebody
-- can rank. It follows from the tree and is written with every step of one. Finished trees have no rows here, so that
-- choosing work costs the same however many there are. `place` is random: packages are drawn by it.
CREATE TABLE open_work (
    tree_id BLOB NOT NULL REFERENCES tree (tree_id),
    message_id BLOB NOT NULL REFERENCES message (message_id),
    task_type TEXT NOT NULL,
    language TEXT NOT NULL,
    author_id BLOB,
    missing INTEGER NOT NULL CHECK (missing > 0),
    lonely INTEGER NOT NULL CHECK (lonely IN (0, 1)),
    place INTEGER NOT NULL,
    PRIMARY KEY (tree_id, message_id, task_type)
) STRICT, WITHOUT ROWID;

-- The thresholds by which open work was written down: one row.
CREATE TABLE open_work_basis (
    thresholds TEXT NOT NULL
) STRICT;

CREATE INDEX open_work_by_place ON open_work (language, task_type, place);
CREATE INDEX open_work_lonely ON open_work (language, task_type, place) WHERE lonely = 1;

-- A package that was handed out: who has it, for what, until when, and what became of it. Its id is that of the work
-- session; a collective package has an id of its own. It is also the register of all that a person reviewed, ranked and
-- skipped, which therefore need no index by person.
CREATE TABLE package (
    package_id BLOB PRIMARY KEY CHECK (length(package_id) = 16),
    collective_id BLOB REFERENCES package (package_id),
    person_id BLOB NOT NULL REFERENCES contributor (person_id),
    server_id INTEGER,
    task_type TEXT NOT NULL,
    language TEXT NOT NULL,
    tree_id BLOB REFERENCES tree (tree_id),
    message_id BLOB REFERENCES message (message_id),
    shown_ids BLOB,
    label_mode TEXT CHECK (label_mode IN ('simple', 'full')),
    state TEXT NOT NULL CHECK (state IN ('open', 'collective', 'closed', 'done', 'skipped')),
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    finished_at INTEGER,
    answer_message_id BLOB,
    points INTEGER
) STRICT, WITHOUT ROWID;

CREATE INDEX package_by_person ON package (person_id, created_at);
CREATE INDEX package_by_collective ON package (collective_id, person_id) WHERE collective_id IS NOT NULL;
CREATE INDEX package_holding ON package (message_id, created_at) WHERE state = 'open' AND message_id IS NOT NULL;

CREATE TABLE review (
    message_id BLOB NOT NULL REFERENCES message (message_id),
    person_id BLOB NOT NULL,
    server_id INTEGER,
    created_at INTEGER NOT NULL,
    mode TEXT NOT NULL CHECK (mode IN ('simple', 'full')),
    labels TEXT NOT NULL,
    PRIMARY KEY (message_id, person_id)
) STRICT, WITHOUT ROWID;

-- `ranked_ids` are the ids of the ranked messages one after the other, best first.
CREATE TABLE ranking (
    parent_id BLOB NOT NULL REFERENCES message (message_id),
    person_id BLOB NOT NULL,
    server_id INTEGER,
    created_at INTEGER NOT NULL,
    ranked_ids BLOB NOT NULL CHECK (length(ranked_ids) % 16 = 0),
    not_rankable INTEGER NOT NULL CHECK (not_rankable IN (0, 1)),
    scored_at INTEGER,
    PRIMARY KEY (parent_id, person_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE skip (
    message_id BLOB NOT NULL REFERENCES message (message_id),
    task_type TEXT NOT NULL,
    person_id BLOB NOT NULL,
    server_id INTEGER,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (message_id, task_type, person_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE reaction (
    message_id BLOB NOT NULL REFERENCES message (message_id),
    person_id BLOB NOT NULL REFERENCES contributor (person_id),
    emoji TEXT NOT NULL,
    server_id INTEGER,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (message_id, person_id, emoji)
) STRICT, WITHOUT ROWID;

CREATE INDEX reaction_by_person ON reaction (person_id);

CREATE TABLE report (
    message_id BLOB NOT NULL REFERENCES message (message_id),
    person_id BLOB NOT NULL REFERENCES contributor (person_id),
    reason TEXT NOT NULL,
    server_id INTEGER,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (message_id, person_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX report_by_person ON report (person_id);

CREATE TABLE flagged_message (
    message_id BLOB PRIMARY KEY REFERENCES message (message_id),
    created_at INTEGER NOT NULL,
    processed_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE INDEX flagged_message_waiting ON flagged_message (created_at) WHERE processed_at IS NULL;

-- Keyed hashes of what people submitted a short while ago; older ones go when their writer submits again.
CREATE TABLE recent_text (
    person_id BLOB NOT NULL REFERENCES contributor (person_id),
    fingerprint BLOB NOT NULL,
    submitted_at INTEGER NOT NULL,
    PRIMARY KEY (person_id, fingerprint)
) STRICT, WITHOUT ROWID;

-- Live counters. `grain` says how long a row's period is: 0 everything, 1 a day, 2 an hour (UTC); `period` is the
-- number of that day or hour since the epoch. `server_id` is 0 for what came from no server.
CREATE TABLE contribution_count (
    grain INTEGER NOT NULL CHECK (grain IN (0, 1, 2)),
    period INTEGER NOT NULL,
    person_id BLOB NOT NULL,
    server_id INTEGER NOT NULL,
    prompts INTEGER NOT NULL DEFAULT 0,
    replies_assistant INTEGER NOT NULL DEFAULT 0,
    replies_prompter INTEGER NOT NULL DEFAULT 0,
    labels_simple INTEGER NOT NULL DEFAULT 0,
    labels_full INTEGER NOT NULL DEFAULT 0,
    rankings_total INTEGER NOT NULL DEFAULT 0,
    rankings_good INTEGER NOT NULL DEFAULT 0,
    accepted_prompts INTEGER NOT NULL DEFAULT 0,
    accepted_replies_assistant INTEGER NOT NULL DEFAULT 0,
    accepted_replies_prompter INTEGER NOT NULL DEFAULT 0,
    reply_ranked_1 INTEGER NOT NULL DEFAULT 0,
    reply_ranked_2 INTEGER NOT NULL DEFAULT 0,
    reply_ranked_3 INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (grain, period, person_id, server_id)
) STRICT, WITHOUT ROWID;

-- The lottery of prompts asks how often each author was ranked first this month.
CREATE INDEX contribution_count_ranked_first ON contribution_count (person_id, period, reply_ranked_1)
    WHERE grain = 1 AND reply_ranked_1 > 0;

-- What others said of a person's messages; grain (there are no days) and period as above. Of the scales the sum and the
-- number are kept.
CREATE TABLE reception_count (
    grain INTEGER NOT NULL CHECK (grain IN (0, 2)),
    period INTEGER NOT NULL,
    person_id BLOB NOT NULL,
    red_flags INTEGER NOT NULL DEFAULT 0,
    upvotes INTEGER NOT NULL DEFAULT 0,
    downvotes INTEGER NOT NULL DEFAULT 0,
    spam_prompts INTEGER NOT NULL DEFAULT 0,
    spam INTEGER NOT NULL DEFAULT 0,
    lang_mismatch INTEGER NOT NULL DEFAULT 0,
    not_appropriate INTEGER NOT NULL DEFAULT 0,
    pii INTEGER NOT NULL DEFAULT 0,
    hate_speech INTEGER NOT NULL DEFAULT 0,
    sexual_content INTEGER NOT NULL DEFAULT 0,
    political_content INTEGER NOT NULL DEFAULT 0,
    quality_sum REAL NOT NULL DEFAULT 0,
    quality_count INTEGER NOT NULL DEFAULT 0,
    humor_sum REAL NOT NULL DEFAULT 0,
    humor_count INTEGER NOT NULL DEFAULT 0,
    toxicity_sum REAL NOT NULL DEFAULT 0,
    toxicity_count INTEGER NOT NULL DEFAULT 0,
    violence_sum REAL NOT NULL DEFAULT 0,
    violence_count INTEGER NOT NULL DEFAULT 0,
    helpfulness_sum REAL NOT NULL DEFAULT 0,
    helpfulness_count INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (grain, period, person_id)
) STRICT, WITHOUT ROWID;

-- Append-only: what happened, with the state before it, as JSON. Ids and numbers only, never a text or a name. People are
-- named by their `log_mark`: the one whom it is about, and the moderator who decided it.
CREATE TABLE event (
    event_id INTEGER PRIMARY KEY,
    happened_at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    person_mark BLOB,
    actor_mark BLOB,
    server_id INTEGER,
    tree_id BLOB,
    message_id BLOB,
    before TEXT NOT NULL,
    after TEXT NOT NULL
) STRICT;

