-- Step 2: rules that say how often, who is excused, teams and tags, what is planned, and calendars of single schools.

-- A year or a day off may belong to one school; NULL means every school.
ALTER TABLE school_year ADD COLUMN school_id BLOB REFERENCES school (id);
ALTER TABLE school_year ADD COLUMN rotation_weeks INTEGER NOT NULL DEFAULT 1 CHECK (rotation_weeks IN (1, 2));

CREATE TABLE calendar_day_of_2 (
    id        BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    day       TEXT NOT NULL,
    kind      TEXT NOT NULL CHECK (kind IN ('holiday', 'closing', 'half-day')),
    name      TEXT NOT NULL,
    school_id BLOB REFERENCES school (id)
) STRICT, WITHOUT ROWID;
INSERT INTO calendar_day_of_2 (id, day, kind, name) SELECT id, day, kind, name FROM calendar_day;
DROP TABLE calendar_day;
ALTER TABLE calendar_day_of_2 RENAME TO calendar_day;
CREATE UNIQUE INDEX calendar_day_once ON calendar_day (day, coalesce(school_id, x'00'));

ALTER TABLE person ADD COLUMN in_school_since TEXT;
CREATE INDEX person_by_school ON person (school_id);

CREATE TABLE team (
    id        BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    school_id BLOB NOT NULL REFERENCES school (id),
    name      TEXT NOT NULL CHECK (name <> '')
) STRICT, WITHOUT ROWID;

CREATE TABLE team_member (
    id        BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    team_id   BLOB NOT NULL REFERENCES team (id),
    person_id BLOB NOT NULL REFERENCES person (id),
    UNIQUE (team_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX team_member_by_person ON team_member (person_id);

CREATE TABLE person_tag (
    id        BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    person_id BLOB NOT NULL REFERENCES person (id),
    tag       TEXT NOT NULL CHECK (tag <> ''),
    UNIQUE (person_id, tag)
) STRICT, WITHOUT ROWID;

-- The scope's columns: of school, team, person and tag only the one that scope_kind names is filled.
CREATE TABLE cadence_rule (
    id              BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    kind            TEXT NOT NULL,
    scope_kind      TEXT NOT NULL,
    scope_school    BLOB REFERENCES school (id),
    scope_team      BLOB REFERENCES team (id),
    scope_tag       TEXT NOT NULL,
    scope_person    BLOB REFERENCES person (id),
    purpose         TEXT NOT NULL,
    also_counts     TEXT NOT NULL,  -- names of purposes, a space between
    count           INTEGER NOT NULL CHECK (count >= 0),
    unit            TEXT NOT NULL,
    count_window    TEXT NOT NULL,
    by_day          TEXT,
    due_soon_days   INTEGER NOT NULL CHECK (due_soon_days >= 0),
    from_day        TEXT,  -- NULL: since ever
    to_day          TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE excusal (
    id           BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    scope_kind   TEXT NOT NULL,
    scope_school BLOB REFERENCES school (id),
    scope_team   BLOB REFERENCES team (id),
    scope_tag    TEXT NOT NULL,
    scope_person BLOB REFERENCES person (id),
    from_day     TEXT NOT NULL,
    to_day       TEXT NOT NULL CHECK (to_day >= from_day),
    reason       TEXT NOT NULL CHECK (reason <> '')
) STRICT, WITHOUT ROWID;

CREATE TABLE booking (
    id             BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    kind           TEXT NOT NULL,
    state          TEXT NOT NULL,
    teacher_id     BLOB NOT NULL REFERENCES person (id),
    observer_id    BLOB NOT NULL REFERENCES person (id),
    purpose        TEXT NOT NULL,
    starts_at      INTEGER NOT NULL,
    starts_on      TEXT NOT NULL,
    minutes        INTEGER NOT NULL CHECK (minutes > 0),
    announced      INTEGER NOT NULL CHECK (announced IN (0, 1)),
    note           TEXT NOT NULL,
    skip_reason    TEXT NOT NULL,
    series         BLOB,
    observation_id BLOB REFERENCES observation (id)
) STRICT, WITHOUT ROWID;
CREATE INDEX booking_by_day ON booking (starts_on);
CREATE INDEX booking_by_teacher ON booking (teacher_id, starts_on);
CREATE INDEX booking_by_observer ON booking (observer_id, starts_on);
CREATE INDEX booking_by_series ON booking (series) WHERE series IS NOT NULL;
CREATE INDEX booking_by_observation ON booking (observation_id) WHERE observation_id IS NOT NULL;

CREATE TABLE busy_time (
    id        BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    person_id BLOB NOT NULL REFERENCES person (id),
    starts_at INTEGER NOT NULL,
    ends_at   INTEGER NOT NULL CHECK (ends_at > starts_at)
) STRICT, WITHOUT ROWID;
CREATE INDEX busy_time_by_person ON busy_time (person_id, starts_at);

CREATE TABLE class_period (
    id            BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    teacher_id    BLOB NOT NULL REFERENCES person (id),
    title         TEXT NOT NULL,
    weekday       INTEGER NOT NULL CHECK (weekday BETWEEN 1 AND 5),
    week_letter   TEXT NOT NULL CHECK (week_letter IN ('', 'A', 'B')),
    begins_minute INTEGER NOT NULL CHECK (begins_minute >= 0),
    ends_minute   INTEGER NOT NULL CHECK (ends_minute > begins_minute AND ends_minute <= 1440)
) STRICT, WITHOUT ROWID;
CREATE INDEX class_period_by_teacher ON class_period (teacher_id, weekday);

CREATE TABLE observer_time (
    id               BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    person_id        BLOB NOT NULL UNIQUE REFERENCES person (id),
    minutes_per_week INTEGER NOT NULL CHECK (minutes_per_week >= 0)
) STRICT, WITHOUT ROWID;

-- Who talks to whom, as the step has it too: whose debriefs are open must not be looked up visit by visit.
ALTER TABLE debrief ADD COLUMN teacher_id BLOB REFERENCES person (id);
ALTER TABLE debrief ADD COLUMN observer_id BLOB REFERENCES person (id);
UPDATE debrief SET (teacher_id, observer_id) =
    (SELECT teacher_id, observer_id FROM observation WHERE observation.id = debrief.observation_id);
ALTER TABLE debrief ADD COLUMN due_at INTEGER;
ALTER TABLE debrief ADD COLUMN skip_reason TEXT NOT NULL DEFAULT '';
DROP INDEX debrief_open;
CREATE INDEX debrief_open ON debrief (due_on) WHERE held_at IS NULL AND skip_reason = '';
CREATE INDEX debrief_open_of_teacher ON debrief (teacher_id, due_on) WHERE held_at IS NULL AND skip_reason = '';
CREATE INDEX debrief_open_of_observer ON debrief (observer_id, due_on) WHERE held_at IS NULL AND skip_reason = '';
CREATE INDEX debrief_next_visit_to_teacher ON debrief (teacher_id, next_visit_on) WHERE next_visit_on IS NOT NULL;
CREATE INDEX debrief_next_visit_by_observer ON debrief (observer_id, next_visit_on) WHERE next_visit_on IS NOT NULL;
CREATE INDEX action_step_live_of_teacher ON action_step (teacher_id, check_on)
    WHERE state IN ('assigned', 'acknowledged', 'in practice');
CREATE INDEX action_step_live_of_observer ON action_step (observer_id, check_on)
    WHERE state IN ('assigned', 'acknowledged', 'in practice');
CREATE INDEX debrief_planned ON debrief (planned_at) WHERE planned_at IS NOT NULL;
CREATE INDEX debrief_held ON debrief (held_at) WHERE held_at IS NOT NULL;
CREATE INDEX debrief_skipped ON debrief (due_on) WHERE skip_reason <> '';
CREATE INDEX action_step_closed ON action_step (check_on) WHERE state IN ('mastered', 'replaced', 'dropped');

ALTER TABLE step_event ADD COLUMN due_on TEXT;
DROP INDEX step_event_by_step;
CREATE INDEX step_event_by_step ON step_event (step_id, at, day, result);  -- the weeks grid reads nothing else of it

-- Questions on cadence read many visits but few of their columns: this index holds them all.
CREATE INDEX observation_cadence ON observation (teacher_id, purpose, started_on, state, observer_id);
CREATE INDEX observation_by_day ON observation (started_on, teacher_id, purpose, state);
CREATE INDEX caseload_by_teacher ON caseload (teacher_id);

-- The rules for everyone: as this file had them set, or as they ship. Their ids are the same in every file. The
-- settings of step 1 stay as they were, and are not read any more.
INSERT INTO cadence_rule (id, kind, scope_kind, scope_tag, purpose, also_counts, count, unit, count_window,
                          due_soon_days)
SELECT rule.id, rule.kind, 'everyone', '', 'coaching',
       CASE rule.kind WHEN 'visit-interval' THEN '' ELSE 'evaluation walkthrough peer calibration self' END,
       coalesce((SELECT CAST(value AS INTEGER) FROM setting WHERE name = rule.setting), rule.otherwise),
       'school-days', 'school-year',
       coalesce((SELECT CAST(value AS INTEGER) FROM setting WHERE name = 'due_soon_school_days'), 1)
FROM (SELECT x'01940000000070008000000000000001' AS id, 'visit-interval' AS kind, 'visit_every_school_days' AS setting,
             10 AS otherwise
      UNION ALL SELECT x'01940000000070008000000000000002', 'debrief-after', 'debrief_within_school_days', 2
      UNION ALL SELECT x'01940000000070008000000000000003', 'step-check-after', 'check_back_after_school_days', 5
      UNION ALL SELECT x'01940000000070008000000000000004', 'share-after', 'debrief_within_school_days', 2) AS rule;
