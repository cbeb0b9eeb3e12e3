-- The topic that was asked for, as its name is written; null where any would do.
ALTER TABLE session ADD COLUMN wished_topic TEXT;
