// The certificate of a purge: what went, in counts, under which rule, by whom. Holds no word of what went.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/store/purging.hpp"
#include "core/workspace/session.hpp"
#include "throughline/query/retention.hpp"

namespace throughline {

struct CertificateFacts {
    store::PurgeRow purge;  // without its certificate
    store::Taken taken;
    std::vector<RetentionRule> rules;            // of an erasure none
    std::vector<store::OldRecords> records;      // old enough, whatever became of them
    std::vector<store::HeldRecords> holds;       // that stood
    std::vector<std::filesystem::path> backups;  // made just before
    std::vector<std::filesystem::path> copies;   // known from before
};
std::string certificate_json(Context& context, const CertificateFacts& facts);

// "12 records", "5 rows": what a kept certificate says, in a few words.
std::string certificate_words(const std::string& json);

PurgeCertificate::Certificate certificate_of(Context& context, const store::PurgeRow& purge);

}  // namespace throughline
