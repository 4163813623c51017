-- Step 8: closed years, how long records are kept, and what was purged or erased.

-- What happened in a closed year can be read and searched, and not changed any more.
ALTER TABLE school_year ADD COLUMN closed_at INTEGER;  -- when it was closed; empty: open
ALTER TABLE school_year ADD COLUMN closed_by BLOB REFERENCES person (id);  -- by whom

ALTER TABLE person ADD COLUMN left_on TEXT;  -- the day they left or were put away; empty: here, or not known

-- How long one kind of record is kept. A kind without a row is kept for ever.
CREATE TABLE retention_rule (
    id           BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    record_kind  TEXT NOT NULL UNIQUE,  -- which kind of record: coaching-visits, script-lines and others
    years        INTEGER NOT NULL CHECK (years BETWEEN 0 AND 100),  -- how many whole years
    -- from when: the end of the record's school year, or the day on which its teacher left
    counted_from TEXT NOT NULL CHECK (counted_from IN ('year-end', 'separation'))
) STRICT, WITHOUT ROWID;

-- While it stands, nothing that it covers is purged or erased.
CREATE TABLE legal_hold (
    id        BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    person_id BLOB REFERENCES person (id),  -- whose records; empty: everybody's
    reason    TEXT NOT NULL CHECK (reason <> ''),  -- why
    placed_on TEXT NOT NULL,  -- the day from which it holds
    placed_by BLOB REFERENCES person (id),  -- by whom; empty: the file's keeper
    lifted_on TEXT,  -- the day it ended; empty: it holds
    lifted_by BLOB REFERENCES person (id)  -- by whom
) STRICT, WITHOUT ROWID;
CREATE INDEX legal_hold_by_person ON legal_hold (person_id) WHERE person_id IS NOT NULL;

-- What was taken out of the file for good, and its certificate. Holds no word of what was taken.
CREATE TABLE purge (
    id          BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    kind        TEXT NOT NULL CHECK (kind IN ('retention', 'erasure')),  -- by the rules, or of one person
    person_id   BLOB REFERENCES person (id),  -- of an erasure: whose records; empty: by the rules
    reason      TEXT NOT NULL,  -- why
    done_at     INTEGER NOT NULL,  -- when
    done_by     BLOB REFERENCES person (id),  -- by whom; empty: the file's keeper
    certificate TEXT NOT NULL  -- what was taken, in counts by kind and year; JSON; empty only while it runs
) STRICT, WITHOUT ROWID;
CREATE INDEX purge_by_person ON purge (person_id) WHERE person_id IS NOT NULL;

-- Of a change whose words were purged or erased: when. That there was a change, of what, by whom, stays.
ALTER TABLE journal ADD COLUMN erased_at INTEGER;  -- when its words were purged or erased; empty: they were not

-- Only a purge takes these away: its row has no certificate until its last statement, and is seen by nobody before.
DROP TRIGGER response_stays;
CREATE TRIGGER response_stays BEFORE DELETE ON response
WHEN NOT EXISTS (SELECT 1 FROM purge WHERE certificate = '')
BEGIN SELECT raise(ABORT, 'a response belongs to the record for ever'); END;
DROP TRIGGER access_stays;
CREATE TRIGGER access_stays BEFORE DELETE ON access
WHEN NOT EXISTS (SELECT 1 FROM purge WHERE certificate = '')
BEGIN SELECT raise(ABORT, 'who looked at a record stays known'); END;
CREATE INDEX purge_running ON purge (certificate) WHERE certificate = '';
