-- Step 3: packets, and what teachers answer to them.

-- One row for each packet that was made, of one visit or of a teacher's year: who took feedback out of the file, when.
-- `key` authenticates the answers to a packet that can be answered: 32 bytes in hexadecimal. It stands in the packet
-- too, so it keeps no secret from who has the packet; it tells an answer to this packet from any other text.
CREATE TABLE packet (
    id             BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    teacher_id     BLOB NOT NULL REFERENCES person (id),  -- whose feedback
    observation_id BLOB REFERENCES observation (id),  -- NULL: a year
    key            TEXT NOT NULL CHECK (key = '' OR length(key) = 64),
    made_at        INTEGER NOT NULL,  -- when
    made_by        BLOB REFERENCES person (id)  -- NULL: the keeper of a file without an owner
) STRICT, WITHOUT ROWID;
CREATE INDEX packet_by_teacher ON packet (teacher_id, made_at);
CREATE INDEX packet_by_observation ON packet (observation_id) WHERE observation_id IS NOT NULL;
CREATE INDEX packet_by_maker ON packet (made_by) WHERE made_by IS NOT NULL;

-- What a teacher says to a visit's feedback. Rows are only ever added: a response belongs to the record for ever.
CREATE TABLE response (
    id             BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    observation_id BLOB NOT NULL REFERENCES observation (id),  -- the visit
    author_id      BLOB NOT NULL REFERENCES person (id),  -- who
    -- what sort of answer
    kind           TEXT NOT NULL CHECK (kind IN ('acknowledged', 'reply', 'reflection', 'self-rating')),
    text           TEXT NOT NULL,  -- what they said
    code           TEXT NOT NULL,  -- of a self-rating: the rubric's row; of others empty
    -- of a self-rating: a level, not observed or not applicable
    mark           TEXT CHECK (mark IN ('level', 'not-observed', 'not-applicable')),
    level          INTEGER,  -- of a self-rating
    at             INTEGER NOT NULL,  -- when
    day            TEXT NOT NULL,  -- the same, as the school's day
    filed_at       INTEGER NOT NULL,  -- when it came into the file
    packet_id      BLOB REFERENCES packet (id),  -- NULL: said in the program itself
    answer_id      BLOB,                         -- the answer file that it came in; each is filed once
    CHECK ((kind = 'self-rating') = (mark IS NOT NULL)),
    CHECK ((kind = 'self-rating') = (code <> ''))
) STRICT, WITHOUT ROWID;
CREATE INDEX response_by_observation ON response (observation_id, at);
CREATE INDEX response_by_author ON response (author_id);
CREATE INDEX response_by_packet ON response (packet_id) WHERE packet_id IS NOT NULL;
CREATE INDEX response_by_answer ON response (answer_id) WHERE answer_id IS NOT NULL;

CREATE TRIGGER response_stays BEFORE DELETE ON response
BEGIN SELECT raise(ABORT, 'a response belongs to the record for ever'); END;
