-- Good news may be that a text was accepted, with what it earned.
CREATE TABLE good_news_told_anew (
    person_id BLOB NOT NULL REFERENCES good_news (person_id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('accepted', 'ranked_first', 'tree_finished')),
    message_id BLOB NOT NULL CHECK (length(message_id) = 16),
    PRIMARY KEY (person_id, kind, message_id)
) STRICT, WITHOUT ROWID;
INSERT INTO good_news_told_anew (person_id, kind, message_id) SELECT person_id, kind, message_id FROM good_news_told;
DROP TABLE good_news_told;
ALTER TABLE good_news_told_anew RENAME TO good_news_told;
