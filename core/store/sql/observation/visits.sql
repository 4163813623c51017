-- Visits that the viewer may know of, as lists show them. Which they are is put in by the caller
-- (core/store/visits.cpp): keys of summaries.
SELECT o.observation_id, o.teacher_id, trim(t.given_name || ' ' || t.family_name), o.observer_id,
       trim(w.given_name || ' ' || w.family_name), o.co_observer_id, o.purpose, o.state, o.started_at, o.started_on,
       o.minutes, o.subject, o.grade, o.rubric_version_id, v.title, o.strength, o.step_text, o.evidence_count,
       o.ratings, o.shared_at, o.prepared_at, o.debriefed_at, o.debriefed_at IS NULL AND o.skip_reason <> '',
       coalesce((SELECT y.name FROM year_at_school AS y WHERE y.school_id = t.school_id AND y.closed_at IS NOT NULL
                 AND o.started_on BETWEEN y.starts_on AND y.ends_on
                 AND o.started_on <= (SELECT max(ends_on) FROM school_year WHERE closed_at IS NOT NULL)), '')
FROM ({}) AS found
CROSS JOIN visit_summary AS o
    ON o.teacher_id = found.teacher_id AND o.started_at = found.started_at AND o.observation_id = found.observation_id
CROSS JOIN person AS t ON t.id = o.teacher_id
CROSS JOIN person AS w ON w.id = o.observer_id
CROSS JOIN rubric_version AS v ON v.id = o.rubric_version_id
ORDER BY o.started_at DESC, o.observation_id DESC
