-- Step 1: the workspace as version 1 knows it.
--
-- Ids are UUIDv7 blobs. Instants are UTC microseconds, days are ISO text. Enumerations are their names in text.
-- Tables that full-text search points at have an explicit integer key, `number`, because VACUUM may renumber others.

CREATE TABLE school (
    id        BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    name      TEXT NOT NULL CHECK (name <> ''),
    source_id TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;

CREATE TABLE school_year (
    id        BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    name      TEXT NOT NULL,
    starts_on TEXT NOT NULL,
    ends_on   TEXT NOT NULL CHECK (ends_on > starts_on)
) STRICT, WITHOUT ROWID;

CREATE TABLE calendar_day (
    id   BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    day  TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL CHECK (kind IN ('holiday', 'closing', 'half-day')),
    name TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE setting (
    id    BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    name  TEXT NOT NULL UNIQUE,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE person (
    id          BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    given_name  TEXT NOT NULL,
    family_name TEXT NOT NULL,
    email       TEXT NOT NULL,
    staff_id    TEXT NOT NULL,
    source_id   TEXT NOT NULL,
    subject     TEXT NOT NULL,
    grade       TEXT NOT NULL,
    school_id   BLOB NOT NULL REFERENCES school (id),
    roles       TEXT NOT NULL,  -- names of roles, a space between, in the order of the Role enumeration
    active      INTEGER NOT NULL CHECK (active IN (0, 1)),
    from_roster INTEGER NOT NULL CHECK (from_roster IN (0, 1)),
    merged_into BLOB REFERENCES person (id),
    name_folded TEXT NOT NULL,  -- for finding people: lower case, no accents
    CHECK (given_name <> '' OR family_name <> '')
) STRICT, WITHOUT ROWID;
CREATE INDEX person_by_family_name ON person (family_name, given_name);
CREATE INDEX person_by_email ON person (email);
CREATE INDEX person_by_staff_id ON person (staff_id);
CREATE INDEX person_by_source_id ON person (source_id);
-- Undoing a whole import asks for each person whether another row points at them: without these, by reading them all.
CREATE INDEX person_merged_into ON person (merged_into) WHERE merged_into IS NOT NULL;

CREATE TABLE caseload (
    id          BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    observer_id BLOB NOT NULL REFERENCES person (id),
    teacher_id  BLOB NOT NULL REFERENCES person (id),
    from_day    TEXT NOT NULL,
    to_day      TEXT  -- last day, inclusive; NULL while it lasts
) STRICT, WITHOUT ROWID;
CREATE INDEX caseload_by_observer ON caseload (observer_id, teacher_id);

-- Terms and classes come from a roster; nobody types them. Kept so that a visit can name its class, and a later roster
-- finds what an earlier one brought.
CREATE TABLE academic_session (
    id          BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    source_id   TEXT NOT NULL UNIQUE,
    title       TEXT NOT NULL,
    type        TEXT NOT NULL,  -- gradingPeriod, semester, schoolYear, term, or the roster's own word
    begins_on   TEXT NOT NULL,
    ends_on     TEXT NOT NULL,
    school_year INTEGER NOT NULL,  -- the calendar year in which the school year ends
    active      INTEGER NOT NULL CHECK (active IN (0, 1))
) STRICT, WITHOUT ROWID;

CREATE TABLE class_section (
    id          BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    source_id   TEXT NOT NULL UNIQUE,
    title       TEXT NOT NULL,
    code        TEXT NOT NULL,
    school_id   BLOB REFERENCES school (id),
    subject     TEXT NOT NULL,
    grades      TEXT NOT NULL,    -- a line each, as are those below
    periods     TEXT NOT NULL,
    location    TEXT NOT NULL,
    sessions    TEXT NOT NULL,  -- source ids
    teachers    TEXT NOT NULL,  -- source ids, the primary teacher first
    active      INTEGER NOT NULL CHECK (active IN (0, 1))
) STRICT, WITHOUT ROWID;

CREATE TABLE rubric_version (
    id        BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    rubric_id TEXT NOT NULL,
    version   TEXT NOT NULL,
    title     TEXT NOT NULL,
    document  TEXT NOT NULL,  -- the rubric file, byte for byte
    added_at  INTEGER NOT NULL,
    UNIQUE (rubric_id, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE observation (
    number             INTEGER NOT NULL PRIMARY KEY,
    id                 BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    teacher_id         BLOB NOT NULL REFERENCES person (id),
    observer_id        BLOB NOT NULL REFERENCES person (id),
    co_observer_id     BLOB REFERENCES person (id),
    rubric_version_id  BLOB NOT NULL REFERENCES rubric_version (id),
    form_id            TEXT NOT NULL,
    purpose            TEXT NOT NULL,
    state              TEXT NOT NULL CHECK (state IN ('draft', 'shared', 'archived')),
    started_at         INTEGER NOT NULL,
    started_on         TEXT NOT NULL,
    minutes            INTEGER CHECK (minutes >= 0),
    announced          INTEGER CHECK (announced IN (0, 1)),
    subject            TEXT NOT NULL,
    grade              TEXT NOT NULL,
    students_present   INTEGER CHECK (students_present >= 0),
    strength           TEXT NOT NULL,
    growth_area        TEXT NOT NULL,
    pinned_step_id     BLOB REFERENCES action_step (id),
    pinned_result      TEXT NOT NULL,
    shared_at          INTEGER,
    prepared_at        INTEGER,
    acknowledged_at    INTEGER,
    CHECK ((state = 'shared') = (shared_at IS NOT NULL))
) STRICT;
CREATE INDEX observation_by_start ON observation (started_at, id);
CREATE INDEX observation_by_teacher ON observation (teacher_id, started_at);
CREATE INDEX observation_by_observer ON observation (observer_id, started_at);
CREATE INDEX observation_by_co_observer ON observation (co_observer_id) WHERE co_observer_id IS NOT NULL;
CREATE INDEX observation_by_rubric_version ON observation (rubric_version_id);
CREATE INDEX observation_unshared ON observation (observer_id, started_at) WHERE state = 'draft';

CREATE TABLE evidence (
    number         INTEGER NOT NULL PRIMARY KEY,
    id             BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    observation_id BLOB NOT NULL REFERENCES observation (id),
    elapsed_ms     INTEGER NOT NULL CHECK (elapsed_ms >= 0),
    noted_at       INTEGER NOT NULL,
    speaker        TEXT NOT NULL,
    kind           TEXT NOT NULL,
    text           TEXT NOT NULL,
    indicators     TEXT NOT NULL,  -- codes, a space between
    is_private     INTEGER NOT NULL CHECK (is_private IN (0, 1)),
    amount         REAL,
    out_of         REAL
) STRICT;
CREATE INDEX evidence_by_observation ON evidence (observation_id, elapsed_ms);

CREATE TABLE rating (
    id             BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    observation_id BLOB NOT NULL REFERENCES observation (id),
    code           TEXT NOT NULL,
    mark           TEXT NOT NULL CHECK (mark IN ('level', 'not-observed', 'not-applicable')),
    level          INTEGER NOT NULL,  -- a number of the row's scale; 0 may be one; without meaning for other marks
    UNIQUE (observation_id, code)
) STRICT, WITHOUT ROWID;

CREATE TABLE action_step (
    number         INTEGER NOT NULL PRIMARY KEY,
    id             BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    observation_id BLOB NOT NULL UNIQUE REFERENCES observation (id),
    teacher_id     BLOB NOT NULL REFERENCES person (id),
    observer_id    BLOB NOT NULL REFERENCES person (id),
    text           TEXT NOT NULL CHECK (text <> ''),
    indicators     TEXT NOT NULL,
    check_on       TEXT,
    state          TEXT NOT NULL,
    assigned_on    TEXT,
    closed_on      TEXT
) STRICT;
CREATE INDEX action_step_by_teacher ON action_step (teacher_id, assigned_on);
CREATE INDEX action_step_live ON action_step (check_on) WHERE state IN ('assigned', 'acknowledged', 'in practice');

CREATE TABLE step_event (
    id             BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    step_id        BLOB NOT NULL REFERENCES action_step (id),
    at             INTEGER NOT NULL,
    day            TEXT NOT NULL,
    state          TEXT NOT NULL,
    result         TEXT,
    observation_id BLOB REFERENCES observation (id),
    note           TEXT NOT NULL,
    actor_id       BLOB REFERENCES person (id)
) STRICT, WITHOUT ROWID;
CREATE INDEX step_event_by_step ON step_event (step_id, at);

CREATE TABLE debrief (
    number         INTEGER NOT NULL PRIMARY KEY,
    id             BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    observation_id BLOB NOT NULL UNIQUE REFERENCES observation (id),
    due_on         TEXT NOT NULL,
    planned_at     INTEGER,
    held_at        INTEGER,
    minutes        INTEGER CHECK (minutes >= 0),
    protocol       TEXT NOT NULL,
    done           TEXT NOT NULL,  -- the ticked steps' names, a line each
    notes          TEXT NOT NULL,
    teacher_words  TEXT NOT NULL,
    practised      INTEGER CHECK (practised IN (0, 1)),
    next_visit_on  TEXT
) STRICT;
CREATE INDEX debrief_open ON debrief (due_on) WHERE held_at IS NULL;
CREATE INDEX debrief_next_visit ON debrief (next_visit_on) WHERE next_visit_on IS NOT NULL;

CREATE TABLE amendment (
    id             BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    observation_id BLOB NOT NULL REFERENCES observation (id),
    field          TEXT NOT NULL,
    old_text       TEXT NOT NULL,
    new_text       TEXT NOT NULL,
    reason         TEXT NOT NULL CHECK (reason <> ''),
    author_id      BLOB REFERENCES person (id),
    at             INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX amendment_by_observation ON amendment (observation_id, at);

-- The journal: audit trail, undo and outbox in one. Rows are only ever added; the payloads of one person may be erased,
-- the skeleton stays. Filled by triggers that every connection of the program sets up (core/store/journal.cpp).
CREATE TABLE journal_command (
    seq      INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    id       BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    actor_id BLOB,
    at       INTEGER NOT NULL,
    name     TEXT NOT NULL,   -- "RateIndicator"
    label    TEXT NOT NULL,   -- "Rate 6.1", for the undo menu; never holds what somebody wrote
    kind     TEXT NOT NULL CHECK (kind IN ('do', 'undo', 'redo')),
    reverses INTEGER REFERENCES journal_command (seq),
    final    INTEGER NOT NULL CHECK (final IN (0, 1))  -- 1: cannot be undone
) STRICT;
CREATE INDEX journal_command_by_actor ON journal_command (actor_id, seq);

CREATE TABLE journal (
    seq     INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    command INTEGER NOT NULL REFERENCES journal_command (seq),
    noun    TEXT NOT NULL,
    row_id  BLOB NOT NULL,
    old     TEXT,  -- the row as JSON, NULL if it was new
    new     TEXT   -- the row as JSON, NULL if it is gone
) STRICT;
CREATE INDEX journal_by_command ON journal (command);
CREATE INDEX journal_by_row ON journal (row_id, seq);

CREATE TRIGGER journal_stays BEFORE DELETE ON journal
BEGIN SELECT raise(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_skeleton_stays BEFORE UPDATE OF seq, command, noun, row_id ON journal
BEGIN SELECT raise(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_command_stays BEFORE DELETE ON journal_command
BEGIN SELECT raise(ABORT, 'the journal is append-only'); END;

-- What is being typed. Not journalled: settled into a command when a field is left. One row per field and session, so
-- that two windows on one record cannot overwrite each other.
CREATE TABLE draft (
    record_id BLOB NOT NULL,
    field     TEXT NOT NULL,
    session   TEXT NOT NULL,  -- machine and process that is typing
    author_id BLOB,
    text      TEXT NOT NULL,
    typed_at  INTEGER NOT NULL,
    PRIMARY KEY (record_id, field, session)
) STRICT, WITHOUT ROWID;

-- Search: external-content indexes, so that no text is stored twice.
CREATE VIRTUAL TABLE evidence_search USING fts5 (text, content = 'evidence', content_rowid = 'number',
                                                 tokenize = 'unicode61 remove_diacritics 2');
CREATE TRIGGER evidence_search_insert AFTER INSERT ON evidence BEGIN
    INSERT INTO evidence_search (rowid, text) VALUES (NEW.number, NEW.text);
END;
CREATE TRIGGER evidence_search_delete AFTER DELETE ON evidence BEGIN
    INSERT INTO evidence_search (evidence_search, rowid, text) VALUES ('delete', OLD.number, OLD.text);
END;
CREATE TRIGGER evidence_search_update AFTER UPDATE OF text ON evidence BEGIN
    INSERT INTO evidence_search (evidence_search, rowid, text) VALUES ('delete', OLD.number, OLD.text);
    INSERT INTO evidence_search (rowid, text) VALUES (NEW.number, NEW.text);
END;

CREATE VIRTUAL TABLE observation_search USING fts5 (strength, growth_area, content = 'observation',
                                                    content_rowid = 'number',
                                                    tokenize = 'unicode61 remove_diacritics 2');
CREATE TRIGGER observation_search_insert AFTER INSERT ON observation BEGIN
    INSERT INTO observation_search (rowid, strength, growth_area) VALUES (NEW.number, NEW.strength, NEW.growth_area);
END;
CREATE TRIGGER observation_search_delete AFTER DELETE ON observation BEGIN
    INSERT INTO observation_search (observation_search, rowid, strength, growth_area)
    VALUES ('delete', OLD.number, OLD.strength, OLD.growth_area);
END;
CREATE TRIGGER observation_search_update AFTER UPDATE OF strength, growth_area ON observation BEGIN
    INSERT INTO observation_search (observation_search, rowid, strength, growth_area)
    VALUES ('delete', OLD.number, OLD.strength, OLD.growth_area);
    INSERT INTO observation_search (rowid, strength, growth_area) VALUES (NEW.number, NEW.strength, NEW.growth_area);
END;

CREATE VIRTUAL TABLE action_step_search USING fts5 (text, content = 'action_step', content_rowid = 'number',
                                                    tokenize = 'unicode61 remove_diacritics 2');
CREATE TRIGGER action_step_search_insert AFTER INSERT ON action_step BEGIN
    INSERT INTO action_step_search (rowid, text) VALUES (NEW.number, NEW.text);
END;
CREATE TRIGGER action_step_search_delete AFTER DELETE ON action_step BEGIN
    INSERT INTO action_step_search (action_step_search, rowid, text) VALUES ('delete', OLD.number, OLD.text);
END;
CREATE TRIGGER action_step_search_update AFTER UPDATE OF text ON action_step BEGIN
    INSERT INTO action_step_search (action_step_search, rowid, text) VALUES ('delete', OLD.number, OLD.text);
    INSERT INTO action_step_search (rowid, text) VALUES (NEW.number, NEW.text);
END;

CREATE VIRTUAL TABLE debrief_search USING fts5 (notes, teacher_words, content = 'debrief', content_rowid = 'number',
                                                tokenize = 'unicode61 remove_diacritics 2');
CREATE TRIGGER debrief_search_insert AFTER INSERT ON debrief BEGIN
    INSERT INTO debrief_search (rowid, notes, teacher_words) VALUES (NEW.number, NEW.notes, NEW.teacher_words);
END;
CREATE TRIGGER debrief_search_delete AFTER DELETE ON debrief BEGIN
    INSERT INTO debrief_search (debrief_search, rowid, notes, teacher_words)
    VALUES ('delete', OLD.number, OLD.notes, OLD.teacher_words);
END;
CREATE TRIGGER debrief_search_update AFTER UPDATE OF notes, teacher_words ON debrief BEGIN
    INSERT INTO debrief_search (debrief_search, rowid, notes, teacher_words)
    VALUES ('delete', OLD.number, OLD.notes, OLD.teacher_words);
    INSERT INTO debrief_search (rowid, notes, teacher_words) VALUES (NEW.number, NEW.notes, NEW.teacher_words);
END;
