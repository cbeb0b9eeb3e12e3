-- What votes weighed when they decided, so that the decision can be worked out again. All of it is NULL as long as nothing
-- is decided, and for what was decided before this was kept.

-- `counted` (0 or 1): whether the review was there when the message was accepted or rejected; `weight`: what it weighed then.
-- `rank_weight`: what its rating of quality weighed among the rankings; NULL also where it took no part in them.
ALTER TABLE review ADD COLUMN counted INTEGER;
ALTER TABLE review ADD COLUMN weight REAL;
ALTER TABLE review ADD COLUMN rank_weight REAL;

-- `counted` (0 or 1): whether the ranking was about all replies that were ranked, and so took part; `weight`: what it weighed.
ALTER TABLE ranking ADD COLUMN counted INTEGER;
ALTER TABLE ranking ADD COLUMN weight REAL;
