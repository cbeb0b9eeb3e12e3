-- What texts are compared by: a MinHash of each over keyed hashes of its words (`bot.rules.minhash`), in which nothing
-- can be read, and which goes with the text. Texts that were there before have none.
CREATE TABLE text_sketch (
    message_id BLOB PRIMARY KEY REFERENCES message (message_id),
    sketch BLOB NOT NULL CHECK (length(sketch) = 128)
) STRICT, WITHOUT ROWID;

-- Texts that are alike have a band in common, so that none of the others is looked at.
CREATE TABLE text_band (
    band INTEGER NOT NULL,
    message_id BLOB NOT NULL REFERENCES text_sketch (message_id),
    PRIMARY KEY (band, message_id)
) STRICT, WITHOUT ROWID;
