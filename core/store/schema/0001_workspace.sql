-- Step 1: the workspace as version 1 knows it.
--
-- Ids are UUIDv7 blobs. Instants are UTC microseconds, days are ISO text. Enumerations are their names in text.
-- Tables that full-text search points at have an explicit integer key, `number`, because VACUUM may renumber others.

-- A school of the file.
CREATE TABLE school (
    id        BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    name      TEXT NOT NULL CHECK (name <> ''),  -- its name
    source_id TEXT NOT NULL DEFAULT ''  -- its id in the roster system; empty if typed here
) STRICT, WITHOUT ROWID;

-- A school year: what counts as "this year" everywhere.
CREATE TABLE school_year (
    id        BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    name      TEXT NOT NULL,  -- "2026-27"
    starts_on TEXT NOT NULL,  -- first day
    ends_on   TEXT NOT NULL CHECK (ends_on > starts_on)  -- last day
) STRICT, WITHOUT ROWID;

-- A day of the school year that is no whole day of lessons.
CREATE TABLE calendar_day (
    id   BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    day  TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL CHECK (kind IN ('holiday', 'closing', 'half-day')),
    name TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What the file is set to, by name. Keys of the file itself do not leave it.
CREATE TABLE setting (
    id    BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    name  TEXT NOT NULL UNIQUE,  -- which setting
    value TEXT NOT NULL  -- what it is set to
) STRICT, WITHOUT ROWID;

-- Everybody: teachers, observers, leaders, administrators. One person may be several of these.
CREATE TABLE person (
    id          BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    given_name  TEXT NOT NULL,
    family_name TEXT NOT NULL,
    email       TEXT NOT NULL,  -- may be empty
    staff_id    TEXT NOT NULL,  -- the school's own number for them
    source_id   TEXT NOT NULL,  -- their id in the roster system; empty if typed here
    subject     TEXT NOT NULL,  -- what they teach
    grade       TEXT NOT NULL,  -- which grades
    school_id   BLOB NOT NULL REFERENCES school (id),  -- where they work
    roles       TEXT NOT NULL,  -- names of roles, a space between, in the order of the Role enumeration
    active      INTEGER NOT NULL CHECK (active IN (0, 1)),  -- 0: has left or was put away
    from_roster INTEGER NOT NULL CHECK (from_roster IN (0, 1)),  -- 1: a roster brought them
    merged_into BLOB REFERENCES person (id),  -- the person whom this one turned out to be
    name_folded TEXT NOT NULL,  -- for finding people: lower case, no accents
    CHECK (given_name <> '' OR family_name <> '')
) STRICT, WITHOUT ROWID;
CREATE INDEX person_by_family_name ON person (family_name, given_name);
CREATE INDEX person_by_email ON person (email);
CREATE INDEX person_by_staff_id ON person (staff_id);
CREATE INDEX person_by_source_id ON person (source_id);
-- Undoing a whole import asks for each person whether another row points at them: without these, by reading them all.
CREATE INDEX person_merged_into ON person (merged_into) WHERE merged_into IS NOT NULL;

-- Who coaches whom, from when to when.
CREATE TABLE caseload (
    id          BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    observer_id BLOB NOT NULL REFERENCES person (id),  -- who coaches
    teacher_id  BLOB NOT NULL REFERENCES person (id),  -- whom
    from_day    TEXT NOT NULL,  -- first day
    to_day      TEXT  -- last day, inclusive; NULL while it lasts
) STRICT, WITHOUT ROWID;
CREATE INDEX caseload_by_observer ON caseload (observer_id, teacher_id);

-- Terms and classes come from a roster; nobody types them. Kept so that a visit can name its class, and a later roster
-- finds what an earlier one brought.
CREATE TABLE academic_session (
    id          BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    source_id   TEXT NOT NULL UNIQUE,  -- its id in the roster system
    title       TEXT NOT NULL,  -- its name
    type        TEXT NOT NULL,  -- gradingPeriod, semester, schoolYear, term, or the roster's own word
    begins_on   TEXT NOT NULL,  -- first day
    ends_on     TEXT NOT NULL,  -- last day
    school_year INTEGER NOT NULL,  -- the calendar year in which the school year ends
    active      INTEGER NOT NULL CHECK (active IN (0, 1))  -- 0: the roster does not have it any more
) STRICT, WITHOUT ROWID;

-- A class as a roster named it.
CREATE TABLE class_section (
    id          BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    source_id   TEXT NOT NULL UNIQUE,  -- its id in the roster system
    title       TEXT NOT NULL,  -- its name
    code        TEXT NOT NULL,  -- the school's own code for it
    school_id   BLOB REFERENCES school (id),
    subject     TEXT NOT NULL,  -- what is taught
    grades      TEXT NOT NULL,  -- grades, a line each
    periods     TEXT NOT NULL,  -- periods, a line each
    location    TEXT NOT NULL,  -- room
    sessions    TEXT NOT NULL,  -- terms, as source ids, a line each
    teachers    TEXT NOT NULL,  -- source ids, a line each, the primary teacher first
    active      INTEGER NOT NULL CHECK (active IN (0, 1))  -- 0: the roster does not have it any more
) STRICT, WITHOUT ROWID;

-- A version of a rubric; frozen once it was used.
CREATE TABLE rubric_version (
    id        BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    rubric_id TEXT NOT NULL,  -- which rubric, in all its versions
    version   TEXT NOT NULL,  -- which version
    title     TEXT NOT NULL,  -- its name
    document  TEXT NOT NULL,  -- the rubric file, byte for byte
    added_at  INTEGER NOT NULL,  -- when it came into the file
    UNIQUE (rubric_id, version)
) STRICT, WITHOUT ROWID;

-- One visit to one classroom by one observer.
CREATE TABLE observation (
    number             INTEGER NOT NULL PRIMARY KEY,  -- counts up; what search points at
    id                 BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    teacher_id         BLOB NOT NULL REFERENCES person (id),  -- who was visited
    observer_id        BLOB NOT NULL REFERENCES person (id),  -- who visited
    co_observer_id     BLOB REFERENCES person (id),  -- who came along
    rubric_version_id  BLOB NOT NULL REFERENCES rubric_version (id),  -- what was rated with
    form_id            TEXT NOT NULL,  -- the part of the rubric; empty: all of it
    purpose            TEXT NOT NULL,  -- coaching, evaluation, walkthrough, peer, calibration or self
    -- draft: only its author's; shared: given to the teacher; archived: put away
    state              TEXT NOT NULL CHECK (state IN ('draft', 'shared', 'archived')),
    started_at         INTEGER NOT NULL,  -- when the visit began
    started_on         TEXT NOT NULL,  -- the same, as the school's day
    minutes            INTEGER CHECK (minutes >= 0),  -- how long; empty: not known
    announced          INTEGER CHECK (announced IN (0, 1)),  -- 1: the teacher knew of it
    subject            TEXT NOT NULL,  -- what was taught
    grade              TEXT NOT NULL,  -- to whom
    students_present   INTEGER CHECK (students_present >= 0),  -- how many pupils
    strength           TEXT NOT NULL,  -- what worked
    growth_area        TEXT NOT NULL,  -- what to work on
    pinned_step_id     BLOB REFERENCES action_step (id),  -- the earlier step that was looked at
    pinned_result      TEXT NOT NULL,  -- how far that step had come
    shared_at          INTEGER,  -- when it was given to the teacher
    prepared_at        INTEGER,  -- when a message to the teacher was made
    acknowledged_at    INTEGER,  -- when the teacher said that they had read it
    CHECK ((state = 'shared') = (shared_at IS NOT NULL))
) STRICT;
CREATE INDEX observation_by_start ON observation (started_at, id);
CREATE INDEX observation_by_teacher ON observation (teacher_id, started_at);
CREATE INDEX observation_by_observer ON observation (observer_id, started_at);
CREATE INDEX observation_by_co_observer ON observation (co_observer_id) WHERE co_observer_id IS NOT NULL;
CREATE INDEX observation_by_rubric_version ON observation (rubric_version_id);
CREATE INDEX observation_unshared ON observation (observer_id, started_at) WHERE state = 'draft';

-- One line of what was seen or heard, with its place in the lesson.
CREATE TABLE evidence (
    number         INTEGER NOT NULL PRIMARY KEY,  -- counts up; what search points at
    id             BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    observation_id BLOB NOT NULL REFERENCES observation (id),  -- the visit
    elapsed_ms     INTEGER NOT NULL CHECK (elapsed_ms >= 0),  -- milliseconds since the visit began
    noted_at       INTEGER NOT NULL,  -- when it was written down
    speaker        TEXT NOT NULL,  -- teacher, student or observer, as the file names them
    kind           TEXT NOT NULL,  -- what sort of line it is
    text           TEXT NOT NULL,  -- what was seen or heard
    indicators     TEXT NOT NULL,  -- codes, a space between
    is_private     INTEGER NOT NULL CHECK (is_private IN (0, 1)),  -- 1: for its author alone
    amount         REAL,  -- what was counted or timed
    out_of         REAL  -- of how many
) STRICT;
CREATE INDEX evidence_by_observation ON evidence (observation_id, elapsed_ms);

-- What the observer gave one row of the rubric. A row that nobody rated has no line here.
CREATE TABLE rating (
    id             BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    observation_id BLOB NOT NULL REFERENCES observation (id),  -- the visit
    code           TEXT NOT NULL,  -- the rubric's row
    -- a level, or that the row was not observed, or did not apply: three different things
    mark           TEXT NOT NULL CHECK (mark IN ('level', 'not-observed', 'not-applicable')),
    level          INTEGER NOT NULL,  -- a number of the row's scale; 0 may be one; without meaning for other marks
    UNIQUE (observation_id, code)
) STRICT, WITHOUT ROWID;

-- The one next step that a visit ended with.
CREATE TABLE action_step (
    number         INTEGER NOT NULL PRIMARY KEY,  -- counts up; what search points at
    id             BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    observation_id BLOB NOT NULL UNIQUE REFERENCES observation (id),  -- the visit that it came from
    teacher_id     BLOB NOT NULL REFERENCES person (id),  -- whose step
    observer_id    BLOB NOT NULL REFERENCES person (id),  -- who set it
    text           TEXT NOT NULL CHECK (text <> ''),  -- what to do
    indicators     TEXT NOT NULL,  -- codes of rows, a space between
    check_on       TEXT,  -- when to look at it again
    state          TEXT NOT NULL,  -- draft, assigned, acknowledged, in practice, mastered, replaced or dropped
    assigned_on    TEXT,  -- the day it was given
    closed_on      TEXT  -- the day it ended
) STRICT;
CREATE INDEX action_step_by_teacher ON action_step (teacher_id, assigned_on);
CREATE INDEX action_step_live ON action_step (check_on) WHERE state IN ('assigned', 'acknowledged', 'in practice');

-- What became of a step: each check and each change of its state.
CREATE TABLE step_event (
    id             BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    step_id        BLOB NOT NULL REFERENCES action_step (id),  -- the step
    at             INTEGER NOT NULL,  -- when
    day            TEXT NOT NULL,  -- the same, as the school's day
    state          TEXT NOT NULL,  -- what it was from then on
    result         TEXT,  -- of a check: how far it had come
    observation_id BLOB REFERENCES observation (id),  -- the visit in which it was checked
    note           TEXT NOT NULL,  -- what was said
    actor_id       BLOB REFERENCES person (id)  -- who said so; empty: the file's keeper
) STRICT, WITHOUT ROWID;
CREATE INDEX step_event_by_step ON step_event (step_id, at);

-- The conversation about a visit: planned, held or skipped.
CREATE TABLE debrief (
    number         INTEGER NOT NULL PRIMARY KEY,  -- counts up; what search points at
    id             BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    observation_id BLOB NOT NULL UNIQUE REFERENCES observation (id),  -- the visit
    due_on         TEXT NOT NULL,  -- by when
    planned_at     INTEGER,  -- when it is to be
    held_at        INTEGER,  -- when it was held; empty: not yet
    minutes        INTEGER CHECK (minutes >= 0),  -- how long
    protocol       TEXT NOT NULL,  -- which outline
    done           TEXT NOT NULL,  -- the ticked steps' names, a line each
    notes          TEXT NOT NULL,  -- what was said and agreed
    teacher_words  TEXT NOT NULL,  -- what the teacher said
    practised      INTEGER CHECK (practised IN (0, 1)),  -- 1: something was practised in it
    next_visit_on  TEXT  -- when the observer said to come again
) STRICT;
CREATE INDEX debrief_open ON debrief (due_on) WHERE held_at IS NULL;
CREATE INDEX debrief_next_visit ON debrief (next_visit_on) WHERE next_visit_on IS NOT NULL;

-- A correction of something that had been shared, with both wordings.
CREATE TABLE amendment (
    id             BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    observation_id BLOB NOT NULL REFERENCES observation (id),  -- the visit
    field          TEXT NOT NULL,  -- what was corrected
    old_text       TEXT NOT NULL,  -- before
    new_text       TEXT NOT NULL,  -- after
    reason         TEXT NOT NULL CHECK (reason <> ''),  -- why
    author_id      BLOB REFERENCES person (id),  -- who; empty: the file's keeper
    at             INTEGER NOT NULL  -- when
) STRICT, WITHOUT ROWID;
CREATE INDEX amendment_by_observation ON amendment (observation_id, at);

-- The journal: audit trail, undo and outbox in one. Rows are only ever added; the payloads of one person may be erased,
-- the skeleton stays. Filled by triggers that every connection of the program sets up (core/store/journal.cpp).
CREATE TABLE journal_command (
    seq      INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,  -- counts up
    id       BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    actor_id BLOB,  -- who; empty: the file's keeper
    at       INTEGER NOT NULL,  -- when
    name     TEXT NOT NULL,   -- "RateIndicator"
    label    TEXT NOT NULL,   -- "Rate 6.1", for the undo menu; never holds what somebody wrote
    kind     TEXT NOT NULL CHECK (kind IN ('do', 'undo', 'redo')),  -- do, undo or redo
    reverses INTEGER REFERENCES journal_command (seq),  -- of undo and redo: which command
    final    INTEGER NOT NULL CHECK (final IN (0, 1))  -- 1: cannot be undone
) STRICT;
CREATE INDEX journal_command_by_actor ON journal_command (actor_id, seq);

-- One changed row of a command: how it was and how it is.
CREATE TABLE journal (
    seq     INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,  -- counts up
    command INTEGER NOT NULL REFERENCES journal_command (seq),  -- what changed it
    noun    TEXT NOT NULL,  -- which table
    row_id  BLOB NOT NULL,  -- which row
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
    record_id BLOB NOT NULL,  -- the visit, line or debrief that is being written
    field     TEXT NOT NULL,  -- which text of it
    session   TEXT NOT NULL,  -- machine and process that is typing
    author_id BLOB,  -- who is typing
    text      TEXT NOT NULL,  -- what was typed
    typed_at  INTEGER NOT NULL,  -- when, last
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
