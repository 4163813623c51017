-- Step 6: what teachers set themselves, ask for, and the unlocking of what was shared.

-- A teacher's own goal or own step. A goal has a measure with a baseline and a target, in the teacher's own words and
-- numbers; a step is one thing to try. Its readings are the measure over time.
CREATE TABLE goal (
    id         BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    teacher_id BLOB NOT NULL REFERENCES person (id),  -- whose
    kind       TEXT NOT NULL CHECK (kind IN ('goal', 'step')),  -- a goal with a measure, or a step to try
    text       TEXT NOT NULL CHECK (text <> ''),  -- in their words
    measure    TEXT NOT NULL,  -- "share of pupils who answer in full sentences"
    baseline   TEXT NOT NULL,  -- "8 of 26"
    target     TEXT NOT NULL,  -- "20 of 26"
    indicators TEXT NOT NULL,  -- codes, a space between
    by_day     TEXT,  -- by when
    state      TEXT NOT NULL CHECK (state IN ('open', 'reached', 'dropped')),  -- open, reached or dropped
    set_on     TEXT NOT NULL,  -- the day it was set
    closed_on  TEXT,  -- the day it ended
    CHECK ((state = 'open') = (closed_on IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX goal_by_teacher ON goal (teacher_id, set_on);

-- A measure of a goal on one day.
CREATE TABLE goal_reading (
    id      BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    goal_id BLOB NOT NULL REFERENCES goal (id),  -- the goal
    day     TEXT NOT NULL,  -- when it was measured
    value   TEXT NOT NULL CHECK (value <> ''),  -- "14 of 26"
    note    TEXT NOT NULL  -- what else there is to say
) STRICT, WITHOUT ROWID;
CREATE INDEX goal_reading_by_goal ON goal_reading (goal_id, day);

-- A teacher asks an observer to come and look at one thing.
CREATE TABLE visit_request (
    id             BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    teacher_id     BLOB NOT NULL REFERENCES person (id),  -- who asks
    observer_id    BLOB NOT NULL REFERENCES person (id),  -- whom
    focus          TEXT NOT NULL CHECK (focus <> ''),  -- the question to look at
    wish           TEXT NOT NULL,                      -- when, in the teacher's words
    asked_at       INTEGER NOT NULL,  -- when
    asked_on       TEXT NOT NULL,  -- the same, as the school's day
    -- open, planned, visited, declined or withdrawn
    state          TEXT NOT NULL CHECK (state IN ('open', 'planned', 'visited', 'declined', 'withdrawn')),
    answer         TEXT NOT NULL,  -- the observer's words
    answered_at    INTEGER,  -- when
    booking_id     BLOB REFERENCES booking (id),  -- the planned visit
    observation_id BLOB REFERENCES observation (id)  -- the visit that it became
) STRICT, WITHOUT ROWID;
CREATE INDEX visit_request_by_teacher ON visit_request (teacher_id, asked_at);
CREATE INDEX visit_request_by_observer ON visit_request (observer_id, state);
CREATE INDEX visit_request_by_booking ON visit_request (booking_id) WHERE booking_id IS NOT NULL;
CREATE INDEX visit_request_by_observation ON visit_request (observation_id) WHERE observation_id IS NOT NULL;

-- A shared visit is opened again only when its teacher and its observer have both signed. What had been given until
-- then is kept, word for word, and stays readable for both.
CREATE TABLE unlocking (
    id                 BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    observation_id     BLOB NOT NULL REFERENCES observation (id),  -- the visit
    reason             TEXT NOT NULL CHECK (reason <> ''),  -- why
    asked_by           BLOB REFERENCES person (id),  -- NULL: the keeper of a file without an owner
    asked_at           INTEGER NOT NULL,  -- when
    teacher_signature  TEXT NOT NULL,  -- the name as they wrote it; empty: not signed yet
    teacher_signed_at  INTEGER,  -- when
    observer_signature TEXT NOT NULL,  -- the name as they wrote it; empty: not signed yet
    observer_signed_at INTEGER,  -- when
    -- asked, open, shared again or declined
    state              TEXT NOT NULL CHECK (state IN ('asked', 'open', 'shared again', 'declined')),
    -- The visit as it had been shared, an observation document; empty while only asked.
    given              TEXT NOT NULL,
    closed_at          INTEGER,  -- when it was shared again or declined
    CHECK ((teacher_signature = '') = (teacher_signed_at IS NULL)),
    CHECK ((observer_signature = '') = (observer_signed_at IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX unlocking_by_observation ON unlocking (observation_id, asked_at);
CREATE INDEX unlocking_by_asker ON unlocking (asked_by) WHERE asked_by IS NOT NULL;
