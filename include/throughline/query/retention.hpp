// Questions on how long records are kept, what is due to go, and what went.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "throughline/model/retention.hpp"
#include "throughline/report/document.hpp"

namespace throughline {

// The rules: for everybody, since they are about everybody's records. A row for each kind, in the order of RecordKind.
struct Retention {
    struct Row {
        RecordKind kind = RecordKind::coaching_visits;
        std::optional<RetentionRule> rule;  // nothing: kept for ever
        std::string words;                  // "7 whole years after the end of the school year"
    };
    using Answer = std::vector<Row>;
};

// Everything below is for who keeps the house.

// What the rules would take out today, and what stays though it is old enough. Reads all records that are old enough.
struct RetentionPreview {
    struct Row {
        RecordKind kind = RecordKind::coaching_visits;
        std::string year;            // the school year's name; empty: outside of every year
        std::int64_t due = 0;        // records that would go
        std::int64_t held = 0;       // old enough, under a hold
        std::int64_t resting = 0;    // old enough, with something live resting on it
        std::optional<Date> oldest;  // of those that would go
        std::optional<Date> newest;
        std::string resting_words;  // "a step that is being worked on, or a visit that is open for correction"
    };
    struct HeldBack {
        LegalHold hold;
        std::int64_t records = 0;
    };
    struct Preview {
        std::vector<Row> rows;  // kinds in their order, the oldest year first
        std::vector<HeldBack> held_back;
        std::int64_t due = 0;  // records of all kinds
    };
    using Answer = Preview;
};

struct LegalHolds {
    struct Row {
        LegalHold hold;
        std::string person_name;  // "everybody"
        std::string placed_by_name;
        std::string lifted_by_name;
    };
    using Answer = std::vector<Row>;  // those that stand first, the newest first
};

struct Certificates {
    struct Row {
        PurgeId id;
        PurgeKind kind = PurgeKind::retention;
        std::string person_name;  // of an erasure
        Instant done_at;
        std::string done_by_name;
        std::string words;  // "12 visits, 340 lines"
    };
    using Answer = std::vector<Row>;  // newest first
};

// One certificate, to read, to print and to keep.
struct PurgeCertificate {
    struct Certificate {
        std::string json;
        report::Document document;
        std::string text;
        // The list of ids is not kept; that it is the same follows from the journal, which names each row.
        bool list_fits_journal = false;
    };
    using Answer = Certificate;
    PurgeId purge;
};

// What erasing a person would take out and blank, and why it would be refused.
struct ErasurePreview {
    struct Preview {
        std::string person_name;
        std::string name_afterwards;   // "Erased person 3f2a"
        std::string refusal;           // empty: nothing stands in the way
        std::int64_t visits_kept = 0;  // that they took place, when and for what
        std::int64_t rows_taken = 0;
        std::int64_t rows_blanked = 0;
    };
    using Answer = Preview;
    PersonId person;
};

}  // namespace throughline
