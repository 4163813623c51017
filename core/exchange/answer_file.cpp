#include "core/exchange/answer_file.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "throughline/base/text.hpp"
#include "throughline/model/response.hpp"

namespace throughline {
namespace {

using SortedJson = nlohmann::json;

constexpr std::size_t file_bytes_max = 1'000'000;  // ten times what the form lets a person type
constexpr int newest_version = 1;
constexpr std::string_view begins = "-----BEGIN THROUGHLINE ANSWER-----";
constexpr std::string_view ends = "-----END THROUGHLINE ANSWER-----";
constexpr std::size_t self_ratings_max = 500;

Failure no_answer()
{
    return fail(
        ErrorCode::bad_input,
        "This is no answer that a packet's form saved. Ask the teacher for the file, or for the whole message.");
}

int value_of(char c)
{
    if (c >= 'A' && c <= 'Z') return c - 'A';
    if (c >= 'a' && c <= 'z') return c - 'a' + 26;
    if (c >= '0' && c <= '9') return c - '0' + 52;
    if (c == '-') return 62;
    if (c == '_') return 63;
    return -1;
}

// Base64 with the letters for web addresses (RFC 4648, section 5). Everything else is what mail programs put between:
// line breaks, the "> " of a quotation, the "=" of a broken line.
std::string decoded(std::string_view text)
{
    std::string bytes;
    unsigned int bits = 0;
    int count = 0;
    for (const char c : text) {
        const int value = value_of(c);
        if (value < 0) continue;
        bits = bits << 6 | static_cast<unsigned int>(value);
        count += 6;
        if (count < 8) continue;
        count -= 8;
        bytes += static_cast<char>(bits >> count & 0xff);
    }
    return bytes;
}

// The answer within a message; the text itself if there are no markers.
std::string answer_within(std::string_view text)
{
    const auto begin = text.find(begins);
    if (begin == std::string_view::npos) return std::string(text);
    const auto from = begin + begins.size();
    const auto end = text.find(ends, from);
    return decoded(text.substr(from, end == std::string_view::npos ? end : end - from));
}

// Null for anything that is no JSON object.
SortedJson object_of(std::string_view text)
{
    auto json = SortedJson::parse(text, nullptr, false);
    return json.is_object() ? json : SortedJson();
}

std::optional<std::string> text_at(const SortedJson& json, const char* name)
{
    const auto found = json.find(name);
    if (found == json.end() || !found->is_string()) return std::nullopt;
    return found->get<std::string>();
}

template <class IdType>
std::optional<IdType> id_at(const SortedJson& json, const char* name)
{
    const auto text = text_at(json, name);
    return text ? IdType::parse(*text) : std::nullopt;
}

Result<std::string> words_at(const SortedJson& json, const char* name)
{
    const auto found = json.find(name);
    if (found == json.end() || found->is_null()) return std::string();
    if (!found->is_string()) return no_answer();
    auto words = std::string(trimmed(found->get<std::string>()));
    if (count_characters(words) > response_chars_max)
        return fail(ErrorCode::invalid, "The {0} is longer than {1} characters. Ask for a shorter one.", name,
                    std::to_string(response_chars_max));
    return words;
}

std::optional<Instant> instant_at(const SortedJson& json, const char* name)
{
    const auto found = json.find(name);
    if (found == json.end() || !found->is_number_integer()) return std::nullopt;
    const auto ms = found->get<std::int64_t>();
    constexpr std::int64_t ms_max = 253'402'300'800'000;  // the year 10000
    if (ms < 0 || ms > ms_max) return std::nullopt;
    return Instant{ms * us_per_ms};
}

Result<std::vector<Rating>> self_ratings_at(const SortedJson& json)
{
    std::vector<Rating> ratings;
    const auto found = json.find("self_ratings");
    if (found == json.end() || found->is_null()) return ratings;
    if (!found->is_object() || found->size() > self_ratings_max) return no_answer();
    for (const auto& [code, level] : found->items()) {
        Rating rating;
        rating.code = code;
        if (level.is_number_integer() && level.get<std::int64_t>() >= 0 && level.get<std::int64_t>() <= 9)
            rating.level = level.get<int>();
        else if (level == "not-applicable")
            rating.mark = Mark::not_applicable;
        else
            return no_answer();
        ratings.push_back(std::move(rating));
    }
    return ratings;
}

}  // namespace

Result<SealedAnswer> parse_sealed_answer(std::string_view file)
{
    if (file.size() > file_bytes_max)
        return fail(ErrorCode::bad_input, "This file is too large to be an answer. Ask the teacher for the right one.");
    const auto json = object_of(answer_within(file));
    if (json.is_null() || text_at(json, "format") != "throughline-answer") return no_answer();
    const auto version = json.find("version");
    if (version == json.end() || !version->is_number_integer() || *version < 1) return no_answer();
    if (version->get<std::int64_t>() > newest_version)
        return fail(ErrorCode::too_new, "This answer was saved by a newer Throughline's packet. Update this program.");
    const auto packet = id_at<PacketId>(json, "packet");
    auto text = text_at(json, "answer");
    auto seal = text_at(json, "seal");
    if (!packet || !text || !seal) return no_answer();
    return SealedAnswer{*packet, std::move(*text), std::move(*seal)};
}

Result<PacketAnswer> parse_packet_answer(std::string_view text)
{
    const auto json = object_of(text);
    const auto id = json.is_null() ? std::nullopt : id_at<AnyId>(json, "id");
    const auto observation = json.is_null() ? std::nullopt : id_at<ObservationId>(json, "observation");
    if (!id || !observation || id->is_nil()) return no_answer();
    PacketAnswer answer;
    answer.id = *id;
    answer.observation = *observation;
    answer.answered_at = instant_at(json, "answered_at_ms");
    answer.acknowledged = json.value("acknowledged", SortedJson(false)) == true;
    auto reply = words_at(json, "reply");
    if (!reply) return Failure(reply.error());
    auto reflection = words_at(json, "reflection");
    if (!reflection) return Failure(reflection.error());
    auto ratings = self_ratings_at(json);
    if (!ratings) return Failure(ratings.error());
    answer.reply = std::move(*reply);
    answer.reflection = std::move(*reflection);
    answer.self_ratings = std::move(*ratings);
    return answer;
}

}  // namespace throughline
