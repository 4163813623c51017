-- Step 5: students' names for one check only: whether a text that is about to be shared names one.

-- HMAC-SHA256 of a name, folded, under the file's own key (setting student_name_key). The names themselves are not
-- kept. Not in the journal: nothing can be told from a row, and an import replaces all of them.
CREATE TABLE student_name (
    hash TEXT NOT NULL PRIMARY KEY CHECK (length(hash) = 64)  -- of one name
) STRICT, WITHOUT ROWID;
