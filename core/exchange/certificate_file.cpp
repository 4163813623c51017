#include "core/exchange/certificate_file.hpp"

#include <nlohmann/json.hpp>

namespace throughline {
namespace {

using Json = nlohmann::ordered_json;

Json or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }
std::string text_or_empty(const Json& json) { return json.is_null() ? std::string() : json.get<std::string>(); }

Json json_of(const std::vector<CertificateFile::Records>& rows)
{
    auto list = Json::array();
    for (const auto& row : rows) {
        Json entry{{"kind", row.kind},
                   {"year", row.year},
                   {"records", row.count},
                   {"oldest", row.oldest},
                   {"newest", row.newest}};
        if (!row.why.empty()) entry["why"] = row.why;
        list.push_back(std::move(entry));
    }
    return list;
}

std::vector<CertificateFile::Records> records_of(const Json& list)
{
    std::vector<CertificateFile::Records> rows;
    for (const auto& row : list)
        rows.push_back({row.at("kind"), row.at("year"), row.at("records"), row.at("oldest"), row.at("newest"),
                        row.value("why", std::string())});
    return rows;
}

CertificateFile certificate_of(const Json& json)
{
    CertificateFile certificate;
    certificate.id = json.at("id");
    certificate.kind = json.at("kind");
    certificate.file_name = json.at("file").at("name");
    certificate.file_identity = json.at("file").at("identity");
    certificate.done_at = json.at("done_at");
    certificate.done_by = text_or_empty(json.at("done_by"));
    certificate.person = text_or_empty(json.at("person"));
    certificate.reason = json.at("reason");
    for (const auto& rule : json.at("rules"))
        certificate.rules.push_back({rule.at("kind"), rule.at("years"), rule.at("counted_from")});
    certificate.taken = records_of(json.at("taken"));
    certificate.stays = records_of(json.at("stays"));
    for (const auto& row : json.at("tables"))
        certificate.tables.push_back({row.at("table"), row.at("taken"), row.at("blanked")});
    certificate.changes_blanked = json.at("changes_blanked");
    certificate.list_rows = json.at("list_rows");
    certificate.list_sha256 = json.at("list_sha256");
    for (const auto& hold : json.at("holds"))
        certificate.holds.push_back({hold.at("id"), hold.at("covers"), hold.at("placed_on"), hold.at("records")});
    certificate.backups = json.at("backups").get<std::vector<std::string>>();
    certificate.copies = json.at("copies").get<std::vector<std::string>>();
    certificate.warning = json.at("warning");
    return certificate;
}

}  // namespace

std::string certificate_json(const CertificateFile& certificate)
{
    Json json{{"format", "throughline-certificate"},
              {"version", 1},
              {"id", certificate.id},
              {"kind", certificate.kind},
              {"file", {{"name", certificate.file_name}, {"identity", certificate.file_identity}}},
              {"done_at", certificate.done_at},
              {"done_by", or_null(certificate.done_by)},
              {"person", or_null(certificate.person)},
              {"reason", certificate.reason},
              {"rules", Json::array()},
              {"taken", json_of(certificate.taken)},
              {"stays", json_of(certificate.stays)},
              {"tables", Json::array()},
              {"changes_blanked", certificate.changes_blanked},
              {"list_rows", certificate.list_rows},
              {"list_sha256", certificate.list_sha256},
              {"holds", Json::array()},
              {"backups", certificate.backups},
              {"copies", certificate.copies},
              {"warning", certificate.warning}};
    for (const auto& rule : certificate.rules)
        json["rules"].push_back({{"kind", rule.kind}, {"years", rule.years}, {"counted_from", rule.counted_from}});
    for (const auto& row : certificate.tables)
        json["tables"].push_back({{"table", row.table}, {"taken", row.taken}, {"blanked", row.blanked}});
    for (const auto& hold : certificate.holds)
        json["holds"].push_back(
            {{"id", hold.id}, {"covers", hold.covers}, {"placed_on", hold.placed_on}, {"records", hold.records}});
    return json.dump(2, ' ', false, Json::error_handler_t::replace);
}

std::optional<CertificateFile> read_certificate(std::string_view text)
{
    try {
        return certificate_of(Json::parse(text));
    } catch (const Json::exception&) {
        return std::nullopt;
    }
}

}  // namespace throughline
