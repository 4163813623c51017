// The certificate of a purge as it is kept in its row and leaves as a file: JSON of plain words and numbers.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace throughline {

struct CertificateFile {
    struct Rule {
        std::string kind;
        int years = 0;
        std::string counted_from;
    };
    struct Records {  // of one kind and school year
        std::string kind;
        std::string year;
        std::int64_t count = 0;
        std::string oldest;
        std::string newest;
        std::string why;  // of those that stay
    };
    struct Rows {
        std::string table;
        std::int64_t taken = 0;
        std::int64_t blanked = 0;
    };
    struct Hold {
        std::string id;
        std::string covers;
        std::string placed_on;
        std::int64_t records = 0;
    };

    std::string id;
    std::string kind;
    std::string file_name;
    std::string file_identity;
    std::string done_at;
    std::string done_by;  // a person's id; empty: the file's keeper
    std::string person;   // of an erasure; else empty
    std::string reason;
    std::vector<Rule> rules;
    std::vector<Records> taken;
    std::vector<Records> stays;
    std::vector<Rows> tables;
    std::int64_t changes_blanked = 0;
    std::int64_t list_rows = 0;
    std::string list_sha256;
    std::vector<Hold> holds;
    std::vector<std::string> backups;
    std::vector<std::string> copies;
    std::string warning;
};

std::string certificate_json(const CertificateFile& certificate);
// Nothing if the text is no certificate.
std::optional<CertificateFile> read_certificate(std::string_view json);

}  // namespace throughline
