-- The languages that a person has chosen to work in, in their order: `place` counts from 0. Tags are BCP 47.

CREATE TABLE person_language (
    person_id BLOB NOT NULL REFERENCES person (person_id) ON DELETE CASCADE,
    place INTEGER NOT NULL CHECK (place >= 0),
    language TEXT NOT NULL,
    PRIMARY KEY (person_id, place),
    UNIQUE (person_id, language)
) STRICT, WITHOUT ROWID;

-- How many people have chosen a language.
CREATE INDEX person_language_by_language ON person_language (language);
