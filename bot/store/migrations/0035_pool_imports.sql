-- Where what was imported comes from. What people here wrote has none of this: their trees have no origin.

-- One row for each file that brought something. `origin` is the name by which its trees are known again, `digest` the
-- SHA-256 of the file as it was. `license` and `source_url` are what was said of the file as a whole. `trees` and
-- `messages` are how many came with it. Numbers are never given twice.
CREATE TABLE import (
    import_id INTEGER PRIMARY KEY AUTOINCREMENT,
    origin TEXT NOT NULL,
    file_name TEXT NOT NULL,
    digest BLOB CHECK (length(digest) = 32),
    form TEXT,
    source_url TEXT,
    license TEXT,
    imported_at INTEGER NOT NULL,
    trees INTEGER NOT NULL,
    messages INTEGER NOT NULL
) STRICT;

-- `source_id` is the id that the file gives to a tree or message; where it gives none, a hash of what it says.
ALTER TABLE tree ADD COLUMN import_id INTEGER REFERENCES import (import_id);
ALTER TABLE tree ADD COLUMN source_id TEXT;
ALTER TABLE tree ADD COLUMN source_url TEXT;
ALTER TABLE tree ADD COLUMN license TEXT;
CREATE INDEX tree_by_source ON tree (source_id) WHERE source_id IS NOT NULL;

-- `source_date` is when the message was written, as far as the file says so; `created_at` is when it came here.
ALTER TABLE message ADD COLUMN import_id INTEGER REFERENCES import (import_id);
ALTER TABLE message ADD COLUMN source_id TEXT;
ALTER TABLE message ADD COLUMN source_date INTEGER;
CREATE INDEX message_by_import ON message (import_id) WHERE import_id IS NOT NULL;

-- What others, elsewhere, have found of an imported message. It is kept, and counts for nothing here. `labels` and `emojis`
-- are JSON objects by name, of labels with value and count; `rank` is the place among its siblings, the best has 0.
CREATE TABLE foreign_annotation (
    message_id BLOB PRIMARY KEY REFERENCES message (message_id),
    labels TEXT,
    rank INTEGER,
    emojis TEXT,
    review_count INTEGER
) STRICT, WITHOUT ROWID;

-- Imports of earlier versions are told apart by the names of their files. Who wrote what is in them was never asked, and
-- what nobody knows to be a person's counts as a model's.
INSERT INTO import (origin, file_name, imported_at, trees, messages)
SELECT origin, origin, min(created_at), count(*), 0 FROM tree WHERE origin IS NOT NULL GROUP BY origin
ORDER BY min(created_at), origin;

UPDATE tree SET import_id = (SELECT import_id FROM import WHERE import.origin = tree.origin) WHERE origin IS NOT NULL;

UPDATE message
SET synthetic = 1, import_id = (SELECT import_id FROM tree WHERE tree.tree_id = message.tree_id)
WHERE author_id IS NULL AND session_id IS NULL AND deleted_at IS NULL
    AND tree_id IN (SELECT tree_id FROM tree WHERE origin IS NOT NULL);

UPDATE import
SET messages = (SELECT count(*) FROM message WHERE message.import_id = import.import_id);
