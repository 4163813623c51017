-- Visits that the viewer may know of. Filters, order and limit are added by the caller (core/store/visits.cpp).
-- ?1 viewer's person, ?2 sees all, ?3 leads or administers, ?4 observes, ?5 limit.
-- The rule is the one of core/workspace/visibility; a property test holds the two together.
SELECT o.id, o.teacher_id, trim(t.given_name || ' ' || t.family_name), o.observer_id,
       trim(w.given_name || ' ' || w.family_name), o.co_observer_id, o.purpose, o.state, o.started_at, o.started_on,
       o.minutes, o.subject, o.grade, o.rubric_version_id, v.title, o.strength,
       coalesce((SELECT a.text FROM action_step AS a WHERE a.observation_id = o.id), ''),
       (SELECT count(*) FROM evidence AS e WHERE e.observation_id = o.id),
       (SELECT count(*) FROM rating AS r WHERE r.observation_id = o.id),
       o.shared_at, o.prepared_at, (SELECT d.held_at FROM debrief AS d WHERE d.observation_id = o.id),
       coalesce((SELECT y.name FROM year_at_school AS y WHERE y.school_id = t.school_id AND y.closed_at IS NOT NULL
                 AND o.started_on BETWEEN y.starts_on AND y.ends_on), '')
FROM observation AS o  -- first in any case: the visits are what is picked and put in order
CROSS JOIN person AS t ON t.id = o.teacher_id
CROSS JOIN person AS w ON w.id = o.observer_id
CROSS JOIN rubric_version AS v ON v.id = o.rubric_version_id
WHERE (?2 OR o.observer_id = ?1 OR o.co_observer_id = ?1
       OR (o.state = 'shared' AND (o.teacher_id = ?1 OR ?3 OR (?4 AND o.purpose = 'walkthrough'))))
