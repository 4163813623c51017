-- Step 13: what reports over many schools count lies in one value for each school and month, so that a district's year
-- is read from some hundred values instead of some fifty thousand rows.

-- Visits by the month in which they began, steps by the month in which they were agreed, of the teachers who are at the
-- school now. The triggers below empty the content when something changes in it, and the program packs it anew; until
-- then it counts the rows themselves.
CREATE TABLE month_summary (
    number    INTEGER PRIMARY KEY,
    kind      TEXT NOT NULL CHECK (kind IN ('visits', 'steps')),
    month     TEXT NOT NULL,  -- 2026-11
    school_id BLOB NOT NULL,
    content   BLOB,  -- packed; nothing: not since something changed; no bytes: cannot be, as a value is unreadable
    UNIQUE (kind, month, school_id)
) STRICT;
CREATE INDEX month_summary_empty ON month_summary (number) WHERE content IS NULL;

-- What is written into this view empties a content.
CREATE VIEW month_summary_changed AS SELECT kind, '' AS day, x'' AS school_id FROM month_summary;
CREATE TRIGGER month_summary_change INSTEAD OF INSERT ON month_summary_changed WHEN NEW.day IS NOT NULL BEGIN
    INSERT INTO month_summary (kind, month, school_id) VALUES (NEW.kind, substr(NEW.day, 1, 7), NEW.school_id)
    ON CONFLICT DO UPDATE SET content = NULL WHERE content IS NOT NULL;
END;

CREATE TRIGGER month_summary_visit_insert AFTER INSERT ON visit_summary BEGIN
    INSERT INTO month_summary_changed
    SELECT 'visits', NEW.started_on, school_id FROM person WHERE id = NEW.teacher_id;
END;
-- When another column changes, the row is taken away and made anew. Of the step counts whether it is more than a draft.
CREATE TRIGGER month_summary_visit_update AFTER UPDATE OF ratings, step_state, step_indicators, debrief_due_on,
    debrief_due_at, debriefed_at, debrief_minutes, skip_reason ON visit_summary
WHEN NEW.ratings IS NOT OLD.ratings OR NEW.step_indicators IS NOT OLD.step_indicators
    OR (coalesce(NEW.step_state, 'draft') = 'draft') IS NOT (coalesce(OLD.step_state, 'draft') = 'draft')
    OR NEW.debrief_due_on IS NOT OLD.debrief_due_on OR NEW.debrief_due_at IS NOT OLD.debrief_due_at
    OR NEW.debriefed_at IS NOT OLD.debriefed_at OR NEW.debrief_minutes IS NOT OLD.debrief_minutes
    OR NEW.skip_reason IS NOT OLD.skip_reason
BEGIN
    INSERT INTO month_summary_changed
    SELECT 'visits', NEW.started_on, school_id FROM person WHERE id = NEW.teacher_id;
END;
CREATE TRIGGER month_summary_visit_delete AFTER DELETE ON visit_summary BEGIN
    INSERT INTO month_summary_changed
    SELECT 'visits', OLD.started_on, school_id FROM person WHERE id = OLD.teacher_id;
END;

CREATE TRIGGER month_summary_step_insert AFTER INSERT ON action_step BEGIN
    INSERT INTO month_summary_changed
    SELECT 'steps', NEW.assigned_on, school_id FROM person WHERE id = NEW.teacher_id;
END;
CREATE TRIGGER month_summary_step_update AFTER UPDATE OF id, teacher_id, assigned_on, state, check_on
ON action_step BEGIN
    INSERT INTO month_summary_changed
    SELECT 'steps', OLD.assigned_on, school_id FROM person WHERE id = OLD.teacher_id;
    INSERT INTO month_summary_changed
    SELECT 'steps', NEW.assigned_on, school_id FROM person WHERE id = NEW.teacher_id;
END;
CREATE TRIGGER month_summary_step_delete AFTER DELETE ON action_step BEGIN
    INSERT INTO month_summary_changed
    SELECT 'steps', OLD.assigned_on, school_id FROM person WHERE id = OLD.teacher_id;
END;

CREATE TRIGGER month_summary_event_insert AFTER INSERT ON step_event BEGIN
    INSERT INTO month_summary_changed
    SELECT 'steps', s.assigned_on, p.school_id FROM action_step AS s JOIN person AS p ON p.id = s.teacher_id
    WHERE s.id = NEW.step_id;
END;
CREATE TRIGGER month_summary_event_update AFTER UPDATE OF step_id, day, state, due_on, result ON step_event BEGIN
    INSERT INTO month_summary_changed
    SELECT 'steps', s.assigned_on, p.school_id FROM action_step AS s JOIN person AS p ON p.id = s.teacher_id
    WHERE s.id IN (OLD.step_id, NEW.step_id);
END;
CREATE TRIGGER month_summary_event_delete AFTER DELETE ON step_event BEGIN
    INSERT INTO month_summary_changed
    SELECT 'steps', s.assigned_on, p.school_id FROM action_step AS s JOIN person AS p ON p.id = s.teacher_id
    WHERE s.id = OLD.step_id;
END;

-- Who moves to another school takes visits and steps along; those of who turned out to be somebody else do not count.
CREATE TRIGGER month_summary_person_update AFTER UPDATE OF school_id, merged_into ON person
WHEN OLD.school_id <> NEW.school_id OR OLD.merged_into IS NOT NEW.merged_into BEGIN
    INSERT INTO month_summary_changed SELECT DISTINCT 'visits', substr(v.started_on, 1, 7), s.school_id
    FROM (SELECT OLD.school_id UNION SELECT NEW.school_id) AS s CROSS JOIN visit_summary AS v
    WHERE v.teacher_id = NEW.id;
    INSERT INTO month_summary_changed SELECT DISTINCT 'steps', substr(a.assigned_on, 1, 7), s.school_id
    FROM (SELECT OLD.school_id UNION SELECT NEW.school_id) AS s CROSS JOIN action_step AS a
    WHERE a.teacher_id = NEW.id;
END;

-- An observer's steps of some months are sought by both.
DROP INDEX action_step_by_observer;
CREATE INDEX action_step_by_observer ON action_step (observer_id, assigned_on);

INSERT INTO month_summary_changed SELECT DISTINCT 'visits', substr(v.started_on, 1, 7), p.school_id
FROM visit_summary AS v JOIN person AS p ON p.id = v.teacher_id;
INSERT INTO month_summary_changed SELECT DISTINCT 'steps', substr(s.assigned_on, 1, 7), p.school_id
FROM action_step AS s JOIN person AS p ON p.id = s.teacher_id;
