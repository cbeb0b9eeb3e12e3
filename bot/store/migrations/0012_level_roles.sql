-- Which role a server gives to those who have reached a level.
CREATE TABLE level_role (
    server_id INTEGER NOT NULL,
    level INTEGER NOT NULL CHECK (level BETWEEN 1 AND 100),
    role_id INTEGER NOT NULL,
    set_at INTEGER NOT NULL,
    PRIMARY KEY (server_id, level),
    UNIQUE (server_id, role_id)
) STRICT, WITHOUT ROWID;

-- Who should have which of these roles, and which one the bot has given them. A row whose `due_at` is not NULL is yet to
-- be looked at: then Discord may not know of it.
CREATE TABLE level_role_holder (
    server_id INTEGER NOT NULL,
    person_id BLOB NOT NULL REFERENCES person (person_id),
    wanted_role_id INTEGER,
    held_role_id INTEGER,
    due_at INTEGER,
    PRIMARY KEY (server_id, person_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX level_role_holder_by_person ON level_role_holder (person_id);
CREATE INDEX level_role_holder_due ON level_role_holder (due_at) WHERE due_at IS NOT NULL;

-- Why a role cannot be given or taken. It is tried again at `next_attempt_at`; NULL: not before a manager has seen it.
CREATE TABLE level_role_trouble (
    server_id INTEGER NOT NULL,
    role_id INTEGER NOT NULL,
    problem TEXT NOT NULL,
    since INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 1,
    next_attempt_at INTEGER,
    PRIMARY KEY (server_id, role_id)
) STRICT, WITHOUT ROWID;
