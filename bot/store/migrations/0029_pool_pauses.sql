-- A pause is a decision of the bot about a person, which a case for moderators belongs to: it is over when they have
-- settled that. Whoever asks for work is looked up here.
CREATE INDEX decision_of_pause ON decision (person_id, decided_at) WHERE kind = 'pause';
