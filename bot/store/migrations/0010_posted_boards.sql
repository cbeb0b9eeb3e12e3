-- Leaderboards that the bot posts to channels.

-- What a server's managers have set. `person_id` is who turned the boards on and is told of trouble; the boards are in the
-- language of `locale`. `next_look_at` is when something may be to be done (NULL: nothing). Who looks, holds a claim
-- until `claimed_until`: the bot and the command line may look at the same moment. `revision` grows with every change, so
-- that a look which began before it does not put the next one off.
CREATE TABLE posted_boards (
    server_id INTEGER PRIMARY KEY,
    channel_id INTEGER,
    is_on INTEGER NOT NULL CHECK (is_on IN (0, 1)),
    periods TEXT NOT NULL,
    hour INTEGER NOT NULL CHECK (hour BETWEEN 0 AND 23),
    time_zone TEXT NOT NULL,
    server_only INTEGER NOT NULL CHECK (server_only IN (0, 1)),
    locale TEXT NOT NULL,
    person_id BLOB REFERENCES person (person_id),
    trouble TEXT,
    told INTEGER NOT NULL DEFAULT 0 CHECK (told IN (0, 1)),
    next_look_at INTEGER,
    claim BLOB,
    claimed_until INTEGER NOT NULL DEFAULT 0,
    revision INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX posted_boards_by_person ON posted_boards (person_id);
CREATE INDEX posted_boards_due ON posted_boards (next_look_at) WHERE next_look_at IS NOT NULL;

-- The bot's own webhook of a channel. Who has the token may post there: it is a secret.
CREATE TABLE board_webhook (
    channel_id INTEGER PRIMARY KEY,
    webhook_id INTEGER NOT NULL,
    token TEXT NOT NULL
) STRICT;

-- A message that shows a board: the present one of a period, or one of an earlier period with its final standing.
-- `message_id` is NULL from before it is sent until Discord's answer is stored: a crash in between is noticed by that.
-- `is_stale` says that it must be edited as soon as possible: it became final, or somebody on it was deleted or hidden.
CREATE TABLE board_message (
    board_message_id INTEGER PRIMARY KEY,
    server_id INTEGER NOT NULL,
    period TEXT NOT NULL CHECK (period IN ('day', 'week', 'month', 'total')),
    channel_id INTEGER NOT NULL,
    webhook_id INTEGER NOT NULL,
    message_id INTEGER,
    server_only INTEGER NOT NULL CHECK (server_only IN (0, 1)),
    locale TEXT NOT NULL,
    begun_at INTEGER NOT NULL,
    turns_at INTEGER,
    standing_at INTEGER NOT NULL,
    edited_at INTEGER NOT NULL,
    digest BLOB NOT NULL,
    is_final INTEGER NOT NULL DEFAULT 0 CHECK (is_final IN (0, 1)),
    is_stale INTEGER NOT NULL DEFAULT 0 CHECK (is_stale IN (0, 1))
) STRICT;

CREATE UNIQUE INDEX board_message_present ON board_message (server_id, period) WHERE is_final = 0;
CREATE INDEX board_message_stale ON board_message (server_id) WHERE is_stale = 1;
CREATE INDEX board_message_by_channel ON board_message (channel_id);

-- Whom a message shows, so that they can be taken out of it: the rows of its standing, and those whom it congratulates.
CREATE TABLE board_row (
    board_message_id INTEGER NOT NULL REFERENCES board_message (board_message_id) ON DELETE CASCADE,
    part TEXT NOT NULL CHECK (part IN ('standing', 'winners')),
    place INTEGER NOT NULL,
    person_id BLOB NOT NULL,
    score TEXT NOT NULL,
    PRIMARY KEY (board_message_id, part, place)
) STRICT, WITHOUT ROWID;

CREATE INDEX board_row_by_person ON board_row (person_id);
