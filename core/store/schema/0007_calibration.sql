-- Step 7: calibration: several observers rate the same lesson, blind, and compare.

-- A session in which several observers rate the same lesson.
CREATE TABLE calibration (
    id                BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    title             TEXT NOT NULL CHECK (title <> ''),  -- its name
    lesson            TEXT NOT NULL,  -- where the recording is, or which lesson it was
    rubric_version_id BLOB NOT NULL REFERENCES rubric_version (id),  -- what is rated with
    form_id           TEXT NOT NULL,  -- the part of the rubric; empty: all of it
    leader_id         BLOB NOT NULL REFERENCES person (id),  -- who leads it
    day               TEXT NOT NULL,  -- when
    state             TEXT NOT NULL CHECK (state IN ('open', 'closed')),  -- open: nobody sees another's ratings
    closed_at         INTEGER,  -- when it was closed
    pass_within       INTEGER NOT NULL CHECK (pass_within >= 0),  -- levels apart that still count
    pass_percent      INTEGER NOT NULL CHECK (pass_percent BETWEEN 0 AND 100),  -- of the rows, at least
    exact_percent     INTEGER NOT NULL CHECK (exact_percent BETWEEN 0 AND 100),  -- 0: not asked for
    valid_days        INTEGER NOT NULL CHECK (valid_days > 0),  -- calendar days that a pass holds
    notes             TEXT NOT NULL,  -- what the group decided
    CHECK ((state = 'closed') = (closed_at IS NOT NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX calibration_by_day ON calibration (day);
CREATE INDEX calibration_by_leader ON calibration (leader_id);
CREATE INDEX calibration_by_rubric_version ON calibration (rubric_version_id);

-- Who takes part in a calibration.
CREATE TABLE calibration_rater (
    id             BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    calibration_id BLOB NOT NULL REFERENCES calibration (id),  -- the session
    observer_id    BLOB NOT NULL REFERENCES person (id),  -- who
    observation_id BLOB REFERENCES observation (id),  -- of a joint visit: the observer's own record of it
    submitted_at   INTEGER,  -- NULL: still rating
    UNIQUE (calibration_id, observer_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX calibration_rater_by_observer ON calibration_rater (observer_id);
CREATE INDEX calibration_rater_by_observation ON calibration_rater (observation_id) WHERE observation_id IS NOT NULL;

-- What one observer rated, or what the session is held against: master ratings, or what the group agreed on.
CREATE TABLE calibration_rating (
    id             BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    calibration_id BLOB NOT NULL REFERENCES calibration (id),  -- the session
    -- whose rating: one observer's, the master's or what the group agreed on
    source         TEXT NOT NULL CHECK (source IN ('observer', 'master', 'consensus')),
    observer_id    BLOB REFERENCES person (id),  -- which observer
    code           TEXT NOT NULL,  -- the rubric's row
    mark           TEXT CHECK (mark IN ('level', 'not-observed', 'not-applicable')),  -- NULL: only words so far
    level          INTEGER NOT NULL,  -- a number of the row's scale; without meaning for other marks
    words          TEXT NOT NULL,  -- evidence, or the reason of a master or consensus rating
    CHECK ((source = 'observer') = (observer_id IS NOT NULL))
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX calibration_rating_once
    ON calibration_rating (calibration_id, source, coalesce(observer_id, x'00'), code);
CREATE INDEX calibration_rating_by_observer ON calibration_rating (observer_id) WHERE observer_id IS NOT NULL;
