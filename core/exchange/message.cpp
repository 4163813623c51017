#include "throughline/exchange/message.hpp"

#include <string_view>

#include <fmt/format.h>

#include "throughline/base/text.hpp"
#include "throughline/base/time.hpp"
#include "throughline/exchange/feedback_text.hpp"

namespace throughline {

namespace {

constexpr std::size_t line_chars_max = 76;  // RFC 2045, section 6.7

bool is_plain(unsigned char byte) { return byte >= 33 && byte <= 126 && byte != '='; }

std::string escaped(unsigned char byte) { return fmt::format("={:02X}", byte); }

// Quoted-printable (RFC 2045, section 6.7): every mail program since 1993 reads it, and plain English stays readable.
std::string quoted_printable(std::string_view text)
{
    std::string out;
    std::size_t line_length = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const auto byte = static_cast<unsigned char>(text[at]);
        if (byte == '\n') {
            out += "\r\n";
            line_length = 0;
            continue;
        }
        const bool is_space = byte == ' ' || byte == '\t';
        const bool ends_line = at + 1 == text.size() || text[at + 1] == '\n';
        const auto piece = is_plain(byte) || (is_space && !ends_line) ? std::string(1, text[at]) : escaped(byte);
        if (line_length + piece.size() > line_chars_max - 1) {
            out += "=\r\n";
            line_length = 0;
        }
        out += piece;
        line_length += piece.size();
    }
    return out;
}

bool is_ascii_printable(std::string_view text)
{
    for (const unsigned char byte : text)
        if (byte < 32 || byte > 126) return false;
    return true;
}

// Line breaks and other control characters in a name would begin a header of their own.
std::string without_controls(std::string_view text)
{
    std::string clean;
    for (const char c : text) clean += static_cast<unsigned char>(c) < 32 || c == 127 ? ' ' : c;
    return std::string(trimmed(clean));
}

// The next whole characters of `text` from `begin` whose encoding takes at most `room` characters.
std::size_t end_of_piece(std::string_view text, std::size_t begin, std::size_t room)
{
    std::size_t end = begin;
    std::size_t used = 0;
    while (end < text.size()) {
        auto next = end + 1;
        while (next < text.size() && (static_cast<unsigned char>(text[next]) & 0xc0) == 0x80) ++next;
        used += 3 * (next - end);
        if (used > room && end > begin) break;
        end = next;
    }
    return end;
}

// RFC 2047: words beyond ASCII in a header, each encoded word at most 75 characters.
std::string header_words(std::string_view text)
{
    constexpr std::string_view opening = "=?UTF-8?Q?";
    constexpr std::string_view closing = "?=";
    constexpr std::size_t encoded_word_chars_max = 60;  // leaves room for the header's name on the first line
    const auto clean = without_controls(text);
    if (is_ascii_printable(clean) && clean.find("=?") == std::string::npos) return clean;
    std::string out;
    for (std::size_t begin = 0; begin < clean.size();) {
        const auto end = end_of_piece(clean, begin, encoded_word_chars_max - opening.size() - closing.size());
        if (begin > 0) out += "\r\n ";
        out += opening;
        for (std::size_t at = begin; at < end; ++at) {
            const auto byte = static_cast<unsigned char>(clean[at]);
            const bool is_letter =
                (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z');
            out += is_letter ? std::string(1, clean[at]) : escaped(byte);
        }
        out += closing;
        begin = end;
    }
    return out;
}

// A quoted string (RFC 5322, section 3.2.4), or an encoded word where the name needs one.
std::string display_name(std::string_view name)
{
    const auto clean = without_controls(name);
    if (!is_ascii_printable(clean)) return header_words(clean);
    std::string out = "\"";
    for (const char c : clean) {
        if (c == '"' || c == '\\') out += '\\';
        out += c;
    }
    return out + "\"";
}

// An address that cannot be one is left out: better that the mail program asks than that the message goes astray.
bool is_address(std::string_view address)
{
    const auto at = address.find('@');
    if (at == std::string_view::npos || at == 0 || at + 1 == address.size()) return false;
    return is_ascii_printable(address) && address.find_first_of(" ,;<>\"\\()") == std::string_view::npos &&
           address.find('@', at + 1) == std::string_view::npos;
}

std::string address_header(std::string_view header, const Person& person)
{
    if (!is_address(person.email)) return {};
    return fmt::format("{}: {}\r\n <{}>\r\n", header, display_name(person.name()), person.email);
}

// RFC 2045, section 6.8, in lines of 76.
std::string base64(std::string_view bytes)
{
    constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    std::size_t line_length = 0;
    for (std::size_t at = 0; at < bytes.size(); at += 3) {
        const auto piece = bytes.substr(at, 3);
        unsigned int bits = 0;
        for (std::size_t i = 0; i < 3; ++i)
            bits = bits << 8 | (i < piece.size() ? static_cast<unsigned char>(piece[i]) : 0U);
        for (std::size_t i = 0; i < 4; ++i) out += i <= piece.size() ? digits[bits >> (18 - 6 * i) & 63] : '=';
        line_length += 4;
        if (line_length < line_chars_max) continue;
        out += "\r\n";
        line_length = 0;
    }
    return out;
}

// A header's parameter (RFC 2231): percent-encoded UTF-8 in pieces, so that a long name keeps to the line.
std::string file_name_parameters(std::string_view name)
{
    constexpr std::size_t piece_chars_max = 50;
    std::string out;
    std::string piece;
    int number = 0;
    const auto flush = [&] {
        out += fmt::format(";\r\n filename*{}*={}{}", number, number == 0 ? "utf-8''" : "", piece);
        ++number;
        piece.clear();
    };
    for (const char c : without_controls(name)) {
        const auto byte = static_cast<unsigned char>(c);
        const bool is_plain_letter = (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') ||
                                     (byte >= 'a' && byte <= 'z') || byte == '-' || byte == '.';
        piece += is_plain_letter ? std::string(1, c) : fmt::format("%{:02X}", byte);
        if (piece.size() >= piece_chars_max) flush();
    }
    if (!piece.empty() || number == 0) flush();
    return out;
}

std::string part_of(const Attachment& attachment)
{
    return fmt::format(
               "Content-Type: {}\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment{}\r\n\r\n",
               without_controls(attachment.media_type), file_name_parameters(attachment.file_name)) +
           base64(attachment.content);
}

}  // namespace

std::string feedback_message(const ObservationDetail::Detail& visit, const std::vector<Attachment>& attachments)
{
    std::string message = "X-Unsent: 1\r\n";
    message += address_header("From", visit.observer);
    message += address_header("To", visit.teacher);
    const auto subject = "Feedback on the visit of " + iso(visit.observation.started_on);
    message += fmt::format("Subject: {}\r\n", header_words(subject));
    message += "MIME-Version: 1.0\r\n";
    std::string text = "Content-Type: text/plain; charset=utf-8\r\n";
    text += "Content-Transfer-Encoding: quoted-printable\r\n\r\n";
    text += quoted_printable(plain_text(feedback_blocks(visit)) + "\n" + visit.observer.name() + "\n");
    if (attachments.empty()) return message + text;
    // A line that no part can hold: quoted-printable writes every "=", and base64 has no "_".
    const std::string boundary = "=_throughline_" + visit.observation.id.text();
    message += fmt::format("Content-Type: multipart/mixed;\r\n boundary=\"{}\"\r\n\r\n", boundary);
    message += "--" + boundary + "\r\n" + text;
    for (const auto& attachment : attachments) message += "\r\n--" + boundary + "\r\n" + part_of(attachment);
    return message + "\r\n--" + boundary + "--\r\n";
}

std::string message_file_name(const ObservationDetail::Detail& visit)
{
    std::string name;
    for (const char c : without_controls(visit.teacher.name()))
        name += std::string_view("/\\:*?\"<>|").find(c) == std::string_view::npos ? c : '-';
    return fmt::format("Feedback for {} {}.eml", name, iso(visit.observation.started_on));
}

}  // namespace throughline
