-- Where a case is shown in a server's staff channel. `message_id` is NULL from before the card is sent until Discord's answer
-- is stored. `harm` is what the card was made for: where the case's has changed, the card is made anew.
CREATE TABLE case_card (
    case_id BLOB PRIMARY KEY CHECK (length(case_id) = 16),
    server_id INTEGER NOT NULL,
    channel_id INTEGER NOT NULL,
    message_id INTEGER,
    harm REAL NOT NULL,
    is_open INTEGER NOT NULL CHECK (is_open IN (0, 1)),
    posted_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX case_card_open_by_server ON case_card (server_id) WHERE is_open = 1;

-- Whose texts and names a card shows: when one of them is deleted, the card goes.
CREATE TABLE case_card_message (
    case_id BLOB NOT NULL REFERENCES case_card (case_id) ON DELETE CASCADE,
    message_id BLOB NOT NULL,
    PRIMARY KEY (case_id, message_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX case_card_message_by_message ON case_card_message (message_id);

CREATE TABLE case_card_person (
    case_id BLOB NOT NULL REFERENCES case_card (case_id) ON DELETE CASCADE,
    person_id BLOB NOT NULL,
    PRIMARY KEY (case_id, person_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX case_card_person_by_person ON case_card_person (person_id);

-- Who is at a case, until when: it lapses by itself.
CREATE TABLE case_claim (
    case_id BLOB PRIMARY KEY CHECK (length(case_id) = 16),
    person_id BLOB NOT NULL,
    claimed_until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX case_claim_by_person ON case_claim (person_id);

-- Up to which entry of the log servers' log channels were told.
CREATE TABLE moderation_log_told (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    entry_id INTEGER NOT NULL
) STRICT;
