-- Step 9: indexes for a district's file: five years of a hundred schools.

-- When two entries of one person become one, what names them is sought in every table: without these, by reading all.
CREATE INDEX debrief_by_teacher ON debrief (teacher_id);
CREATE INDEX debrief_by_observer ON debrief (observer_id);
CREATE INDEX action_step_by_observer ON action_step (observer_id);
CREATE INDEX step_event_by_actor ON step_event (actor_id) WHERE actor_id IS NOT NULL;
CREATE INDEX amendment_by_author ON amendment (author_id) WHERE author_id IS NOT NULL;

-- A list of teachers asks for the visits of each by what the wall needs of them, and for nothing else.
CREATE INDEX observation_of_teacher
    ON observation (teacher_id, started_on, state, purpose, observer_id, co_observer_id);

-- What the wall asks of a visit, in one place: a search asks it of every hit, a list of promises of every promise.
CREATE INDEX observation_wall ON observation (id, teacher_id, observer_id, co_observer_id, purpose, state, started_on);

-- Drafts are few among all visits.
CREATE INDEX observation_drafts ON observation (started_at, id) WHERE state = 'draft';

-- Lists of people are read by name, a page at a time.
CREATE INDEX person_by_name ON person (family_name COLLATE NOCASE, given_name COLLATE NOCASE);

-- What is still to come, of all that was ever planned.
CREATE INDEX booking_planned ON booking (starts_at) WHERE state = 'planned';

-- Whether a visit lies in a closed year is asked of every visit; mostly no year is closed, and then it costs nothing.
CREATE INDEX school_year_closed ON school_year (starts_on, ends_on) WHERE closed_at IS NOT NULL;
