-- Step 4: sharing agreements, who opened whose record, and sign-in.

-- An agreement of a teacher and their observer to show coaching to a leader: how much of it, of which days. It opens
-- nothing before both have signed; revoking it ends it for visits from that day on.
CREATE TABLE sharing_agreement (
    id                 BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    teacher_id         BLOB NOT NULL REFERENCES person (id),  -- whose record
    observer_id        BLOB NOT NULL REFERENCES person (id),  -- made by whom
    reader_id          BLOB NOT NULL REFERENCES person (id),  -- who may read
    -- how much: steps, feedback or everything
    extent             TEXT NOT NULL CHECK (extent IN ('steps', 'feedback', 'everything')),
    from_day           TEXT NOT NULL,  -- visits from this day on
    to_day             TEXT,               -- inclusive; NULL: until it is revoked
    teacher_signature  TEXT NOT NULL,      -- the name as they wrote it; empty: not signed yet
    teacher_signed_at  INTEGER,  -- when
    observer_signature TEXT NOT NULL,  -- the name as they wrote it; empty: not signed yet
    observer_signed_at INTEGER,  -- when
    revoked_on         TEXT,  -- the day it ended
    revoked_by         BLOB REFERENCES person (id),  -- NULL: not revoked, or by the keeper of a file without an owner
    CHECK ((teacher_signature = '') = (teacher_signed_at IS NULL)),
    CHECK ((observer_signature = '') = (observer_signed_at IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX sharing_agreement_by_reader ON sharing_agreement (reader_id);
CREATE INDEX sharing_agreement_by_teacher ON sharing_agreement (teacher_id);
CREATE INDEX sharing_agreement_by_observer ON sharing_agreement (observer_id);
CREATE INDEX sharing_agreement_by_revoker ON sharing_agreement (revoked_by) WHERE revoked_by IS NOT NULL;

-- Who looked at what of whom, once a day each. Written by the questions themselves, outside of commands, so that no
-- undo takes it back. A packet is not here: it has its own table.
CREATE TABLE access (
    id         INTEGER NOT NULL PRIMARY KEY,
    viewer_id  BLOB REFERENCES person (id),  -- NULL: the keeper of a file without an owner
    teacher_id BLOB NOT NULL REFERENCES person (id),  -- whose record
    record_id  BLOB NOT NULL CHECK (length(record_id) = 16),  -- a visit's, or the teacher's for their page
    kind       TEXT NOT NULL CHECK (kind IN ('visit', 'page', 'growth', 'records')),  -- what was looked at
    at         INTEGER NOT NULL,  -- when, first on that day
    day        TEXT NOT NULL  -- the same, as the school's day
) STRICT;
CREATE INDEX access_by_teacher ON access (teacher_id, record_id, day);
CREATE INDEX access_by_viewer ON access (viewer_id) WHERE viewer_id IS NOT NULL;

CREATE TRIGGER access_stays BEFORE DELETE ON access
BEGIN SELECT raise(ABORT, 'who looked at a record stays known'); END;

-- Who signs in on a shared computer. Without a row here the file is a person's own and asks for no password. Not in the
-- journal: a hash of a password belongs in one place.
CREATE TABLE account (
    person_id    BLOB NOT NULL PRIMARY KEY REFERENCES person (id),  -- who
    hash         TEXT NOT NULL,  -- Argon2id, as libsodium writes it
    is_disabled  INTEGER NOT NULL CHECK (is_disabled IN (0, 1)),  -- 1: may not sign in
    must_change  INTEGER NOT NULL CHECK (must_change IN (0, 1)),
    wrong_tries  INTEGER NOT NULL,  -- in a row
    closed_until INTEGER NOT NULL,  -- no try is looked at before this instant; 0: at once
    changed_at   INTEGER NOT NULL  -- when the password was set
) STRICT, WITHOUT ROWID;
