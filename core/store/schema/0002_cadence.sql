-- Step 2: rules that say how often, who is excused, teams and tags, what is planned, and calendars of single schools.

-- A year or a day off may belong to one school; NULL means every school.
ALTER TABLE school_year ADD COLUMN school_id BLOB REFERENCES school (id);
-- 2: weeks A and B in turn.
ALTER TABLE school_year ADD COLUMN rotation_weeks INTEGER NOT NULL DEFAULT 1 CHECK (rotation_weeks IN (1, 2));

-- A day of the school year that is no whole day of lessons.
CREATE TABLE calendar_day_of_2 (
    id        BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    day       TEXT NOT NULL,  -- which day
    -- holiday, closing (a surprise) or half-day
    kind      TEXT NOT NULL CHECK (kind IN ('holiday', 'closing', 'half-day')),
    name      TEXT NOT NULL,  -- what it is called
    school_id BLOB REFERENCES school (id)  -- one school; empty: every school
) STRICT, WITHOUT ROWID;
INSERT INTO calendar_day_of_2 (id, day, kind, name) SELECT id, day, kind, name FROM calendar_day;
DROP TABLE calendar_day;
ALTER TABLE calendar_day_of_2 RENAME TO calendar_day;
CREATE UNIQUE INDEX calendar_day_once ON calendar_day (day, coalesce(school_id, x'00'));

ALTER TABLE person ADD COLUMN in_school_since TEXT;  -- their first day at this school
CREATE INDEX person_by_school ON person (school_id);

-- A group of people of a school that rules can name.
CREATE TABLE team (
    id        BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    school_id BLOB NOT NULL REFERENCES school (id),  -- of which school
    name      TEXT NOT NULL CHECK (name <> '')  -- its name
) STRICT, WITHOUT ROWID;

-- Who is in a team.
CREATE TABLE team_member (
    id        BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    team_id   BLOB NOT NULL REFERENCES team (id),  -- which team
    person_id BLOB NOT NULL REFERENCES person (id),  -- who
    UNIQUE (team_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX team_member_by_person ON team_member (person_id);

-- A word on a person that rules can name.
CREATE TABLE person_tag (
    id        BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    person_id BLOB NOT NULL REFERENCES person (id),  -- who
    tag       TEXT NOT NULL CHECK (tag <> ''),  -- the word
    UNIQUE (person_id, tag)
) STRICT, WITHOUT ROWID;

-- The scope's columns: of school, team, person and tag only the one that scope_kind names is filled.
CREATE TABLE cadence_rule (
    id              BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    kind            TEXT NOT NULL,  -- what it is a rule for: visit-interval, debrief-after and others
    scope_kind      TEXT NOT NULL,  -- for whom: everyone, school, team, tag or person
    scope_school    BLOB REFERENCES school (id),  -- the school
    scope_team      BLOB REFERENCES team (id),  -- the team
    scope_tag       TEXT NOT NULL,  -- the tag
    scope_person    BLOB REFERENCES person (id),  -- the person
    purpose         TEXT NOT NULL,  -- which visits
    also_counts     TEXT NOT NULL,  -- names of purposes, a space between
    count           INTEGER NOT NULL CHECK (count >= 0),  -- how many
    unit            TEXT NOT NULL,  -- of what: school-days, visits
    count_window    TEXT NOT NULL,  -- in how long
    by_day          TEXT,  -- or by a day
    due_soon_days   INTEGER NOT NULL CHECK (due_soon_days >= 0),  -- how many school days ahead it counts as due soon
    from_day        TEXT,  -- NULL: since ever
    to_day          TEXT  -- last day; empty: it lasts
) STRICT, WITHOUT ROWID;

-- Days for which somebody is not due: leave, a training.
CREATE TABLE excusal (
    id           BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    scope_kind   TEXT NOT NULL,  -- for whom: everyone, school, team, tag or person
    scope_school BLOB REFERENCES school (id),  -- the school
    scope_team   BLOB REFERENCES team (id),  -- the team
    scope_tag    TEXT NOT NULL,  -- the tag
    scope_person BLOB REFERENCES person (id),  -- the person
    from_day     TEXT NOT NULL,  -- first day
    to_day       TEXT NOT NULL CHECK (to_day >= from_day),  -- last day
    reason       TEXT NOT NULL CHECK (reason <> '')  -- why
) STRICT, WITHOUT ROWID;

-- A visit or a conference that is planned.
CREATE TABLE booking (
    id             BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    kind           TEXT NOT NULL,  -- visit or conference
    state          TEXT NOT NULL,  -- planned, done, skipped and the like
    teacher_id     BLOB NOT NULL REFERENCES person (id),  -- with whom
    observer_id    BLOB NOT NULL REFERENCES person (id),  -- by whom
    purpose        TEXT NOT NULL,  -- what for
    starts_at      INTEGER NOT NULL,  -- when
    starts_on      TEXT NOT NULL,  -- the same, as the school's day
    minutes        INTEGER NOT NULL CHECK (minutes > 0),  -- how long
    announced      INTEGER NOT NULL CHECK (announced IN (0, 1)),  -- 1: the teacher knows
    note           TEXT NOT NULL,  -- the observer's note
    skip_reason    TEXT NOT NULL,  -- why it did not take place
    series         BLOB,  -- those planned together share it
    observation_id BLOB REFERENCES observation (id)  -- the visit that it became
) STRICT, WITHOUT ROWID;
CREATE INDEX booking_by_day ON booking (starts_on);
CREATE INDEX booking_by_teacher ON booking (teacher_id, starts_on);
CREATE INDEX booking_by_observer ON booking (observer_id, starts_on);
CREATE INDEX booking_by_series ON booking (series) WHERE series IS NOT NULL;
CREATE INDEX booking_by_observation ON booking (observation_id) WHERE observation_id IS NOT NULL;

-- When somebody cannot visit, from their own calendar; no reason is kept.
CREATE TABLE busy_time (
    id        BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    person_id BLOB NOT NULL REFERENCES person (id),  -- who
    starts_at INTEGER NOT NULL,  -- from
    ends_at   INTEGER NOT NULL CHECK (ends_at > starts_at)  -- to
) STRICT, WITHOUT ROWID;
CREATE INDEX busy_time_by_person ON busy_time (person_id, starts_at);

-- When a teacher teaches, by weekday.
CREATE TABLE class_period (
    id            BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    teacher_id    BLOB NOT NULL REFERENCES person (id),  -- who teaches
    title         TEXT NOT NULL,  -- what it is called
    weekday       INTEGER NOT NULL CHECK (weekday BETWEEN 1 AND 5),  -- 1: Monday, to 5: Friday
    -- A or B in a school with two weeks in turn; empty: every week
    week_letter   TEXT NOT NULL CHECK (week_letter IN ('', 'A', 'B')),
    begins_minute INTEGER NOT NULL CHECK (begins_minute >= 0),  -- minutes after midnight
    -- minutes after midnight
    ends_minute   INTEGER NOT NULL CHECK (ends_minute > begins_minute AND ends_minute <= 1440)
) STRICT, WITHOUT ROWID;
CREATE INDEX class_period_by_teacher ON class_period (teacher_id, weekday);

-- How much of a week an observer has for visits.
CREATE TABLE observer_time (
    id               BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    person_id        BLOB NOT NULL UNIQUE REFERENCES person (id),  -- who
    minutes_per_week INTEGER NOT NULL CHECK (minutes_per_week >= 0)  -- how much
) STRICT, WITHOUT ROWID;

-- Who talks to whom, as the step has it too: whose debriefs are open must not be looked up visit by visit.
ALTER TABLE debrief ADD COLUMN teacher_id BLOB REFERENCES person (id);
ALTER TABLE debrief ADD COLUMN observer_id BLOB REFERENCES person (id);  -- who talks with the teacher
UPDATE debrief SET (teacher_id, observer_id) =
    (SELECT teacher_id, observer_id FROM observation WHERE observation.id = debrief.observation_id);
ALTER TABLE debrief ADD COLUMN due_at INTEGER;  -- by when, where it must be to the minute
ALTER TABLE debrief ADD COLUMN skip_reason TEXT NOT NULL DEFAULT '';  -- why it will not be held; empty: it will
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

ALTER TABLE step_event ADD COLUMN due_on TEXT;  -- when the check was due
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
