-- What everybody is told once, whether or not they want good news: on the card of the session `shown_in` stands `shown`
-- (a JSON list), however often it is shown. `known_since` is NULL for those who were here before: what they had reached by
-- their next look is known.
ALTER TABLE good_news ADD COLUMN first_accepted INTEGER NOT NULL DEFAULT 0;
ALTER TABLE good_news ADD COLUMN first_tree INTEGER NOT NULL DEFAULT 0;
ALTER TABLE good_news ADD COLUMN known_since INTEGER;
ALTER TABLE good_news ADD COLUMN shown_in BLOB;
ALTER TABLE good_news ADD COLUMN shown TEXT NOT NULL DEFAULT '[]';
