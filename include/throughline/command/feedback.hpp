// Commands on feedback that leaves the program as a file, and on the teacher's answer that comes back.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "throughline/change_set.hpp"
#include "throughline/model/response.hpp"
#include "throughline/report/document.hpp"

namespace throughline {

// One shared visit, or one teacher's school year, as a document for as_html() or as_pdf(). Only what the actor and the
// teacher may both see goes in. That it was made is kept: who, when, of whom. A visit's packet made by its observer
// counts as prepared for the teacher.
struct MakePacket {
    struct Made {
        PacketId packet;
        report::Document document;
        std::string file_name;  // one that every system accepts, without an ending: "Feedback for Ana Ruiz 2026-11-03"
        bool can_be_answered = false;
    };
    using Value = Made;
    // One of the two.
    std::optional<ObservationId> observation;
    std::optional<PersonId> teacher;  // the school year that today lies in
    // With a form for the teacher's answer, as a web page can have it. A packet made by somebody who is neither
    // observer nor teacher of the visit has none: nobody else answers for the teacher.
    bool with_form = true;
};

// One teacher's whole record, all years, as files to hand over: the feedback as a page and a PDF, tables as CSV, who
// changed and who opened what, and a manifest with each file's SHA-256. For the teacher, and for whoever keeps the
// house; of visits whose words the actor may not read only the date, the purpose and the observer go in, and a private
// line never does. That it was made is kept, and the teacher sees it.
struct MakeRecords {
    struct File {
        std::string name;  // "visits.csv"; accepted by every system
        std::string bytes;
    };
    struct Made {
        std::string teacher_name;
        std::vector<File> files;  // the manifest last
        int visits = 0;           // with their words
        int visits_by_date_only = 0;
    };
    using Value = Made;
    PersonId teacher;
};

// Files what a teacher saved from a packet's form: an answer file's text, or a message that holds one. Refused if it
// was altered, if it belongs to no packet of this file, if it was filed before, or if it belongs to another visit than
// `expected`.
struct FileAnswer {
    struct Filed {
        ObservationId observation;
        std::string teacher_name;
        std::string words;  // "has read it, replied, rated 2 rows"
    };
    using Value = Filed;
    std::string text;
    std::optional<ObservationId> expected;
};

// What the visit's teacher says to its feedback in the program itself. It stands beside what was said before, belongs
// to the record for ever and cannot be undone. Only the teacher of the visit may say it, acting as themselves; reading
// is acknowledged once, anything else may be said again.
struct Respond {
    struct Said {
        std::string words;  // "read it", "replied", "rated 2 rows"
    };
    using Value = Said;
    ObservationId observation;
    ResponseKind kind = ResponseKind::acknowledged;
    std::string text = {};             // of a reply or a reflection, at most response_chars_max
    std::vector<Rating> ratings = {};  // of a self-rating, on the visit's rubric: all of them or none
};

}  // namespace throughline
