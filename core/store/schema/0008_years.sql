-- Step 8: closed years, how long records are kept, and what was purged or erased.

-- What happened in a closed year can be read and searched, and not changed any more.
ALTER TABLE school_year ADD COLUMN closed_at INTEGER;  -- when it was closed; empty: open
ALTER TABLE school_year ADD COLUMN closed_by BLOB REFERENCES person (id);  -- by whom

ALTER TABLE person ADD COLUMN left_on TEXT;  -- the day they left or were put away; empty: here, or not known

-- How long one kind of record is kept. A kind without a row is kept for ever.
CREATE TABLE retention_rule (
    id           BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    record_kind  TEXT NOT NULL UNIQUE,  -- which kind of record
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
    certificate TEXT NOT NULL  -- what was taken, in counts by kind and year; JSON
) STRICT, WITHOUT ROWID;
CREATE INDEX purge_by_person ON purge (person_id) WHERE person_id IS NOT NULL;
