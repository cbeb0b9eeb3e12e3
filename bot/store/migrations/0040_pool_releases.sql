-- Releases of the dataset, with the key from which the pseudonyms of people and of what they judged were made, what the
-- release says of itself and its part of the changelog. `published` is 0 until the folder has its name: a process that
-- ended between the two may have published it or not.
CREATE TABLE dataset_release (
    release_id INTEGER PRIMARY KEY,
    version TEXT NOT NULL,
    pseudonym_key BLOB NOT NULL CHECK (length(pseudonym_key) >= 16),
    manifest TEXT NOT NULL,
    changes TEXT NOT NULL,
    published INTEGER NOT NULL DEFAULT 0 CHECK (published IN (0, 1))
) STRICT;

-- Which rows were in which release, by the ids that they have there: a later release names those that were deleted since.
-- Nothing in here says whose they are, so that it stays when somebody is deleted.
CREATE TABLE released_row (
    release_id INTEGER NOT NULL REFERENCES dataset_release (release_id),
    row_id BLOB NOT NULL CHECK (length(row_id) = 16),
    is_message INTEGER NOT NULL CHECK (is_message IN (0, 1)),
    PRIMARY KEY (release_id, row_id)
) STRICT, WITHOUT ROWID;
