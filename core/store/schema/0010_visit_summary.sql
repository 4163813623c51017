-- Step 10: what lists and counts ask of a visit lies in one row, and next to the teacher's other visits. A page of a
-- teacher's years is then some ten places of the disk instead of a thousand; a count over all schools reads a tenth.

-- Made from the visit, its lines, ratings, step and debrief by the triggers below, and never written otherwise.
CREATE TABLE visit_summary (
    teacher_id        BLOB NOT NULL,  -- who was visited
    started_at        INTEGER NOT NULL,  -- when the visit began
    observation_id    BLOB NOT NULL,  -- the visit
    observer_id       BLOB NOT NULL,
    co_observer_id    BLOB,
    purpose           TEXT NOT NULL,
    state             TEXT NOT NULL,
    started_on        TEXT NOT NULL,
    minutes           INTEGER,
    subject           TEXT NOT NULL,
    grade             TEXT NOT NULL,
    rubric_version_id BLOB NOT NULL,
    strength          TEXT NOT NULL,
    shared_at         INTEGER,
    prepared_at       INTEGER,
    evidence_count    INTEGER NOT NULL,
    ratings           TEXT NOT NULL,  -- code=level or code=mark, by code, a space between
    step_text         TEXT NOT NULL,  -- empty: the visit has no step
    step_state        TEXT,
    step_indicators   TEXT NOT NULL,
    debrief_due_on    TEXT,
    debrief_due_at    INTEGER,
    debriefed_at      INTEGER,
    debrief_minutes   INTEGER,
    skip_reason       TEXT NOT NULL,
    PRIMARY KEY (teacher_id, started_at, observation_id)
) STRICT, WITHOUT ROWID;
-- With what the wall asks, so that the newest that somebody may know of are found without reading the others.
CREATE INDEX visit_summary_by_start
    ON visit_summary (started_at, observation_id, teacher_id, state, purpose, observer_id, co_observer_id);
CREATE INDEX visit_summary_drafts
    ON visit_summary (started_at, observation_id, teacher_id, state, purpose, observer_id, co_observer_id)
    WHERE state = 'draft';
CREATE INDEX visit_summary_by_observer
    ON visit_summary (observer_id, started_at, observation_id, teacher_id, state, purpose, co_observer_id);
CREATE INDEX visit_summary_by_co_observer ON visit_summary (co_observer_id) WHERE co_observer_id IS NOT NULL;

CREATE VIEW visit_summary_source AS
SELECT o.teacher_id, o.started_at, o.id AS observation_id, o.observer_id, o.co_observer_id, o.purpose, o.state,
       o.started_on, o.minutes, o.subject, o.grade, o.rubric_version_id, o.strength, o.shared_at, o.prepared_at,
       (SELECT count(*) FROM evidence AS e WHERE e.observation_id = o.id) AS evidence_count,
       coalesce((SELECT group_concat(r.code || '=' || CASE r.mark WHEN 'level' THEN r.level ELSE r.mark END, ' ')
                 FROM (SELECT code, mark, level FROM rating WHERE observation_id = o.id ORDER BY code) AS r), '')
           AS ratings,
       coalesce(a.text, '') AS step_text, a.state AS step_state, coalesce(a.indicators, '') AS step_indicators,
       d.due_on AS debrief_due_on, d.due_at AS debrief_due_at, d.held_at AS debriefed_at,
       d.minutes AS debrief_minutes, coalesce(d.skip_reason, '') AS skip_reason
FROM observation AS o
LEFT JOIN action_step AS a ON a.observation_id = o.id
LEFT JOIN debrief AS d ON d.observation_id = o.id;

CREATE TRIGGER visit_summary_observation_insert AFTER INSERT ON observation BEGIN
    INSERT INTO visit_summary SELECT * FROM visit_summary_source WHERE observation_id = NEW.id;
END;
CREATE TRIGGER visit_summary_observation_update AFTER UPDATE OF id, teacher_id, started_at, observer_id, co_observer_id,
    purpose, state, started_on, minutes, subject, grade, rubric_version_id, strength, shared_at, prepared_at
ON observation BEGIN
    DELETE FROM visit_summary
    WHERE teacher_id = OLD.teacher_id AND started_at = OLD.started_at AND observation_id = OLD.id;
    INSERT INTO visit_summary SELECT * FROM visit_summary_source WHERE observation_id = NEW.id;
END;
CREATE TRIGGER visit_summary_observation_delete AFTER DELETE ON observation BEGIN
    DELETE FROM visit_summary
    WHERE teacher_id = OLD.teacher_id AND started_at = OLD.started_at AND observation_id = OLD.id;
END;

CREATE TRIGGER visit_summary_evidence_insert AFTER INSERT ON evidence BEGIN
    UPDATE visit_summary SET evidence_count = evidence_count + 1
    WHERE (teacher_id, started_at, observation_id) =
          (SELECT teacher_id, started_at, id FROM observation WHERE id = NEW.observation_id);
END;
CREATE TRIGGER visit_summary_evidence_update AFTER UPDATE OF observation_id ON evidence BEGIN
    UPDATE visit_summary SET evidence_count = evidence_count - 1
    WHERE (teacher_id, started_at, observation_id) =
          (SELECT teacher_id, started_at, id FROM observation WHERE id = OLD.observation_id);
    UPDATE visit_summary SET evidence_count = evidence_count + 1
    WHERE (teacher_id, started_at, observation_id) =
          (SELECT teacher_id, started_at, id FROM observation WHERE id = NEW.observation_id);
END;
CREATE TRIGGER visit_summary_evidence_delete AFTER DELETE ON evidence BEGIN
    UPDATE visit_summary SET evidence_count = evidence_count - 1
    WHERE (teacher_id, started_at, observation_id) =
          (SELECT teacher_id, started_at, id FROM observation WHERE id = OLD.observation_id);
END;

CREATE TRIGGER visit_summary_rating_insert AFTER INSERT ON rating BEGIN
    UPDATE visit_summary
    SET ratings = (SELECT ratings FROM visit_summary_source WHERE observation_id = NEW.observation_id)
    WHERE (teacher_id, started_at, observation_id) =
          (SELECT teacher_id, started_at, id FROM observation WHERE id = NEW.observation_id);
END;
CREATE TRIGGER visit_summary_rating_update AFTER UPDATE ON rating BEGIN
    UPDATE visit_summary
    SET ratings = (SELECT ratings FROM visit_summary_source WHERE observation_id = OLD.observation_id)
    WHERE (teacher_id, started_at, observation_id) =
          (SELECT teacher_id, started_at, id FROM observation WHERE id = OLD.observation_id);
    UPDATE visit_summary
    SET ratings = (SELECT ratings FROM visit_summary_source WHERE observation_id = NEW.observation_id)
    WHERE OLD.observation_id <> NEW.observation_id AND (teacher_id, started_at, observation_id) =
          (SELECT teacher_id, started_at, id FROM observation WHERE id = NEW.observation_id);
END;
CREATE TRIGGER visit_summary_rating_delete AFTER DELETE ON rating BEGIN
    UPDATE visit_summary
    SET ratings = (SELECT ratings FROM visit_summary_source WHERE observation_id = OLD.observation_id)
    WHERE (teacher_id, started_at, observation_id) =
          (SELECT teacher_id, started_at, id FROM observation WHERE id = OLD.observation_id);
END;

CREATE TRIGGER visit_summary_step_insert AFTER INSERT ON action_step BEGIN
    UPDATE visit_summary SET step_text = NEW.text, step_state = NEW.state, step_indicators = NEW.indicators
    WHERE (teacher_id, started_at, observation_id) =
          (SELECT teacher_id, started_at, id FROM observation WHERE id = NEW.observation_id);
END;
CREATE TRIGGER visit_summary_step_update AFTER UPDATE OF observation_id, text, state, indicators ON action_step BEGIN
    UPDATE visit_summary SET step_text = '', step_state = NULL, step_indicators = ''
    WHERE OLD.observation_id <> NEW.observation_id AND (teacher_id, started_at, observation_id) =
          (SELECT teacher_id, started_at, id FROM observation WHERE id = OLD.observation_id);
    UPDATE visit_summary SET step_text = NEW.text, step_state = NEW.state, step_indicators = NEW.indicators
    WHERE (teacher_id, started_at, observation_id) =
          (SELECT teacher_id, started_at, id FROM observation WHERE id = NEW.observation_id);
END;
CREATE TRIGGER visit_summary_step_delete AFTER DELETE ON action_step BEGIN
    UPDATE visit_summary SET step_text = '', step_state = NULL, step_indicators = ''
    WHERE (teacher_id, started_at, observation_id) =
          (SELECT teacher_id, started_at, id FROM observation WHERE id = OLD.observation_id);
END;

CREATE TRIGGER visit_summary_debrief_insert AFTER INSERT ON debrief BEGIN
    UPDATE visit_summary
    SET debrief_due_on = NEW.due_on, debrief_due_at = NEW.due_at, debriefed_at = NEW.held_at,
        debrief_minutes = NEW.minutes, skip_reason = NEW.skip_reason
    WHERE (teacher_id, started_at, observation_id) =
          (SELECT teacher_id, started_at, id FROM observation WHERE id = NEW.observation_id);
END;
CREATE TRIGGER visit_summary_debrief_update
AFTER UPDATE OF observation_id, due_on, due_at, held_at, minutes, skip_reason ON debrief BEGIN
    UPDATE visit_summary
    SET debrief_due_on = NULL, debrief_due_at = NULL, debriefed_at = NULL, debrief_minutes = NULL, skip_reason = ''
    WHERE OLD.observation_id <> NEW.observation_id AND (teacher_id, started_at, observation_id) =
          (SELECT teacher_id, started_at, id FROM observation WHERE id = OLD.observation_id);
    UPDATE visit_summary
    SET debrief_due_on = NEW.due_on, debrief_due_at = NEW.due_at, debriefed_at = NEW.held_at,
        debrief_minutes = NEW.minutes, skip_reason = NEW.skip_reason
    WHERE (teacher_id, started_at, observation_id) =
          (SELECT teacher_id, started_at, id FROM observation WHERE id = NEW.observation_id);
END;
CREATE TRIGGER visit_summary_debrief_delete AFTER DELETE ON debrief BEGIN
    UPDATE visit_summary
    SET debrief_due_on = NULL, debrief_due_at = NULL, debriefed_at = NULL, debrief_minutes = NULL, skip_reason = ''
    WHERE (teacher_id, started_at, observation_id) =
          (SELECT teacher_id, started_at, id FROM observation WHERE id = OLD.observation_id);
END;

-- When a teacher was last visited for each purpose, drafts included: asked of everybody by who looks at a district.
-- Made from the summaries of visits, which are taken away and made anew when one of these columns changes.
CREATE TABLE teacher_summary (
    teacher_id BLOB NOT NULL,
    purpose    TEXT NOT NULL,
    latest_on  TEXT NOT NULL,
    PRIMARY KEY (teacher_id, purpose)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER teacher_summary_insert AFTER INSERT ON visit_summary WHEN NEW.state <> 'archived' BEGIN
    INSERT INTO teacher_summary VALUES (NEW.teacher_id, NEW.purpose, NEW.started_on)
    ON CONFLICT DO UPDATE SET latest_on = max(latest_on, excluded.latest_on);
END;
CREATE TRIGGER teacher_summary_delete AFTER DELETE ON visit_summary WHEN OLD.state <> 'archived' BEGIN
    DELETE FROM teacher_summary
    WHERE teacher_id = OLD.teacher_id AND purpose = OLD.purpose AND latest_on = OLD.started_on;
    INSERT INTO teacher_summary
    SELECT OLD.teacher_id, OLD.purpose, max(started_on) FROM visit_summary
    WHERE teacher_id = OLD.teacher_id AND purpose = OLD.purpose AND state <> 'archived'
    HAVING max(started_on) IS NOT NULL
    ON CONFLICT DO NOTHING;
END;

-- Visits of two observers to one teacher that began within twenty minutes, the earlier first: few among all, and sought
-- by calibration. Made from the summaries of visits, too.
CREATE TABLE pair_summary (
    first_id   BLOB NOT NULL,
    second_id  BLOB NOT NULL,
    started_on TEXT NOT NULL,  -- the earlier one
    PRIMARY KEY (first_id, second_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX pair_summary_by_second ON pair_summary (second_id);
CREATE INDEX pair_summary_by_day ON pair_summary (started_on);
CREATE TRIGGER pair_summary_insert AFTER INSERT ON visit_summary BEGIN
    INSERT INTO pair_summary
    SELECT o.observation_id, NEW.observation_id, o.started_on FROM visit_summary AS o
    WHERE o.teacher_id = NEW.teacher_id AND o.observer_id <> NEW.observer_id
      AND o.started_at BETWEEN NEW.started_at - 1200000000 AND NEW.started_at
      AND (o.started_at, o.observation_id) < (NEW.started_at, NEW.observation_id);
    INSERT INTO pair_summary
    SELECT NEW.observation_id, o.observation_id, NEW.started_on FROM visit_summary AS o
    WHERE o.teacher_id = NEW.teacher_id AND o.observer_id <> NEW.observer_id
      AND o.started_at BETWEEN NEW.started_at AND NEW.started_at + 1200000000
      AND (o.started_at, o.observation_id) > (NEW.started_at, NEW.observation_id);
END;
CREATE TRIGGER pair_summary_delete AFTER DELETE ON visit_summary BEGIN
    DELETE FROM pair_summary WHERE first_id = OLD.observation_id;
    DELETE FROM pair_summary WHERE second_id = OLD.observation_id;
END;

INSERT INTO visit_summary SELECT * FROM visit_summary_source ORDER BY teacher_id, started_at, observation_id;

-- Steps and their checks are counted by these columns; with them in the index their rows need not be read.
DROP INDEX action_step_by_teacher;
CREATE INDEX action_step_by_teacher ON action_step (teacher_id, assigned_on, state, check_on, observer_id, id);
DROP INDEX action_step_live;
CREATE INDEX action_step_live ON action_step (check_on, teacher_id, observer_id, observation_id, id, state, assigned_on)
    WHERE state IN ('assigned', 'acknowledged', 'in practice');
DROP INDEX debrief_open;
CREATE INDEX debrief_open ON debrief (due_on, teacher_id, observer_id, observation_id, id, due_at)
    WHERE held_at IS NULL AND skip_reason = '';
DROP INDEX debrief_next_visit;
CREATE INDEX debrief_next_visit ON debrief (next_visit_on, teacher_id, observer_id) WHERE next_visit_on IS NOT NULL;
DROP INDEX step_event_by_step;
CREATE INDEX step_event_by_step ON step_event (step_id, at, day, result, state, due_on);

-- Teachers by name, with what a list of them shows.
CREATE INDEX person_teaching
    ON person (family_name COLLATE NOCASE, given_name COLLATE NOCASE, id, school_id, family_name, given_name, subject,
               grade, in_school_since)
    WHERE merged_into IS NULL AND active AND instr(roles, 'Teacher') > 0;
