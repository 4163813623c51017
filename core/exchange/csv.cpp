#include "core/exchange/csv.hpp"

#include <algorithm>
#include <cstring>

#include <fmt/format.h>
#include <utf8proc.h>

#include "throughline/base/text.hpp"

namespace throughline::csv {
namespace {

constexpr std::size_t chunk_bytes = 256 * 1024;
constexpr std::size_t whole = std::string_view::npos;

// Where the first byte lies that is not UTF-8, or `whole`.
std::size_t first_invalid_utf8(std::string_view text)
{
    unsigned char high_bits = 0;
    for (const char c : text) high_bits |= static_cast<unsigned char>(c);
    if ((high_bits & 0x80) == 0) return whole;  // plain ASCII, as nearly every record is
    std::size_t at = 0;
    while (at < text.size()) {
        utf8proc_int32_t code_point = 0;
        const auto* byte = reinterpret_cast<const utf8proc_uint8_t*>(text.data()) + at;
        const auto length = utf8proc_iterate(byte, static_cast<utf8proc_ssize_t>(text.size() - at), &code_point);
        if (length <= 0) return at;
        at += static_cast<std::size_t>(length);
    }
    return whole;
}

int character_number(std::string_view before)
{
    const auto is_start = [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; };
    return static_cast<int>(std::ranges::count_if(before, is_start)) + 1;
}

}  // namespace

std::string_view code_of(FaultKind kind)
{
    switch (kind) {
        case FaultKind::invalid_utf8:
            return "csv.invalid_utf8";
        case FaultKind::nul_character:
            return "csv.nul_character";
        case FaultKind::unescaped_quote:
            return "csv.unescaped_quote";
        case FaultKind::character_after_quote:
            return "csv.unexpected_character_after_quote";
        case FaultKind::unclosed_quote:
            return "csv.unclosed_quote";
        case FaultKind::bare_carriage_return:
            return "csv.bare_carriage_return";
        case FaultKind::line_break_in_quotes:
            return "csv.line_break_in_quoted_field";
        case FaultKind::width_mismatch:
            return "table.row_width_mismatch";
        case FaultKind::record_too_long:
            return "csv.record_too_long";
    }
    return {};
}

std::string reason_of(const Fault& fault)
{
    switch (fault.kind) {
        case FaultKind::invalid_utf8:
            return fmt::format(
                "The letter at character {} is not UTF-8 text. Save the file as \"CSV UTF-8\" and import "
                "it again.",
                fault.character);
        case FaultKind::nul_character:
            return fmt::format(
                "There is an unprintable zero character at character {}. Remove it, or save the file as "
                "\"CSV UTF-8\" again.",
                fault.character);
        case FaultKind::unescaped_quote:
            return fmt::format(
                "There is a quotation mark at character {} inside a value that does not begin with one. "
                "Put the whole value in quotation marks and double the one inside.",
                fault.character);
        case FaultKind::character_after_quote:
            return fmt::format(
                "Something follows the closing quotation mark at character {}. Double a quotation mark "
                "that belongs to the value, and close each value once.",
                fault.character);
        case FaultKind::unclosed_quote:
            return "The quotation mark that begins the value is not closed. Add the closing quotation mark, and double "
                   "each "
                   "one that belongs to the value.";
        case FaultKind::bare_carriage_return:
            return fmt::format(
                "There is a carriage return without a line feed at character {}. Save the file again with "
                "ordinary line ends.",
                fault.character);
        case FaultKind::line_break_in_quotes:
            return "The value holds a line break, which OneRoster does not allow. Write it on one line.";
        case FaultKind::width_mismatch:
            return fmt::format(
                "The row has {} where the header has {}. Add or remove separators, or put a value that "
                "holds one in quotation marks.",
                counted(static_cast<std::int64_t>(fault.fields), "value"), fault.expected);
        case FaultKind::record_too_long:
            return "The row is far too long. Check that the file has line breaks and is a CSV file.";
    }
    return {};
}

Reader::Reader(ByteSource& source, Options options) : source_(&source), options_(options) {}

// Moves what is left to the front and reads on. False at the end of the source or when it failed.
bool Reader::refill()
{
    if (at_end_of_source_ || failure_) return false;
    std::memmove(buffer_.data(), buffer_.data() + position_, end_ - position_);
    end_ -= position_;
    position_ = 0;
    buffer_.resize(std::max(buffer_.size(), end_ + chunk_bytes));
    auto count = source_->read(std::span(buffer_).subspan(end_));
    if (!count) {
        failure_ = std::move(count.error());
        return false;
    }
    end_ += *count;
    at_end_of_source_ = *count == 0;
    return !at_end_of_source_;
}

void Reader::begin()
{
    begun_ = true;
    while (end_ < chunk_bytes && refill()) {
    }
    const std::string_view start(buffer_.data(), end_);
    using namespace std::string_view_literals;
    if (start.starts_with("\xff\xfe\0\0"sv) || start.starts_with("\0\0\xfe\xff"sv))
        foreign_encoding_ = "UTF-32";
    else if (start.starts_with("\xff\xfe"sv) || start.starts_with("\xfe\xff"sv))
        foreign_encoding_ = "UTF-16";
    // Without a mark at the start: a Latin letter and a zero byte, either way round.
    else if (start.size() > 3 && ((start[0] == 0) != (start[1] == 0)) && (start[0] == 0) == (start[2] == 0) &&
             (start[1] == 0) == (start[3] == 0))
        foreign_encoding_ = "UTF-16";
    else if (start.starts_with("\xef\xbb\xbf"sv))
        position_ = 3;
    if (!foreign_encoding_.empty()) end_ = position_, at_end_of_source_ = true;
    if (options_.separator == 0 && !take_said_separator()) detect_separator();
}

bool Reader::take_said_separator()
{
    constexpr std::string_view says = "sep=";
    auto line = std::string_view(buffer_.data(), end_).substr(position_);
    line = line.substr(0, line.find('\n'));
    const auto length = line.size() + 1;
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.size() > 2 && line.starts_with('"') && line.ends_with('"')) line = line.substr(1, line.size() - 2);
    if (line.size() != says.size() + 1 || !line.starts_with(says) || length > end_ - position_) return false;
    options_.separator = line.back();
    position_ += length;
    ++line_;
    return true;
}

void Reader::detect_separator()
{
    std::size_t commas = 0, semicolons = 0, tabs = 0;
    bool quoted = false, any = false;
    for (std::size_t at = position_; at < end_; ++at) {
        const char c = buffer_[at];
        if (c == '"') quoted = !quoted;
        if (quoted) continue;
        if ((c == '\n' || c == '\r') && any) break;
        any = any || (c != '\n' && c != '\r');
        commas += c == ',';
        semicolons += c == ';';
        tabs += c == '\t';
    }
    options_.separator = ',';
    if (semicolons > commas) options_.separator = ';';
    if (tabs > std::max(commas, semicolons)) options_.separator = '\t';
}

const Record* Reader::next()
{
    if (!begun_) begin();
    for (;;) {
        if (position_ == end_ && !refill()) return nullptr;
        Scan scan;
        scan_record(scan);
        if (scan.needs_more) {
            if (refill() || !failure_) continue;  // scans the record again, now with more of it or knowing its end
            return nullptr;
        }
        const bool blank = !scan.fault && spans_.size() == 1 && spans_[0].begin == spans_[0].end && !scan.starts_quoted;
        if (!blank) {
            check_width(scan);
            if (!scan.structure_lost) check_text(scan);
            fill_record(scan);
        }
        advance(scan);
        if (failure_) return nullptr;
        if (!blank) return &record_;
    }
}

// False, with the reason in the scan, if the byte is not in the window: read more, unless the source has ended.
bool Reader::has_byte(Scan& scan, std::size_t at) const
{
    if (at < end_) return true;
    scan.needs_more = !at_end_of_source_;
    return false;
}

void Reader::set_fault(Scan& scan, FaultKind kind, std::size_t at) const
{
    if (scan.fault) return;  // the first one tells most
    const std::string_view before(buffer_.data() + scan.line_start, at - scan.line_start);
    scan.fault = Fault{kind, scan.line, static_cast<int>(spans_.size()) + 1, character_number(before), 0, 0};
}

// The end of the record cannot be told, because of what lies at `place`.
void Reader::lose_structure(Scan& scan, FaultKind kind, const Scan& place) const
{
    const std::string_view before(buffer_.data() + place.line_start, place.at - place.line_start);
    scan.fault = Fault{kind, place.line, static_cast<int>(spans_.size()) + 1, character_number(before), 0, 0};
    scan.structure_lost = true;
}

void Reader::scan_record(Scan& scan)
{
    spans_.clear();
    scan.at = scan.line_start = position_;
    scan.line = line_;
    scan.starts_quoted = buffer_[position_] == '"';
    for (;;) {
        Span span;
        span.begin = scan.at;
        span.line = scan.line;
        if (has_byte(scan, scan.at) && buffer_[scan.at] == '"')
            scan_quoted(scan, span);
        else
            scan_plain(scan, span);
        if (scan.at - position_ > options_.record_max && !scan.structure_lost) {
            lose_structure(scan, FaultKind::record_too_long, scan);
            scan.needs_more = false;
        }
        if (scan.needs_more || scan.structure_lost) return;
        spans_.push_back(span);
        if (scan.at == end_) return;
        if (buffer_[scan.at] != options_.separator) return skip_line_break(scan);
        ++scan.at;
    }
}

// At a line feed, or a carriage return that is followed by one.
void Reader::skip_line_break(Scan& scan) const
{
    scan.at += buffer_[scan.at] == '\r' ? 2 : 1;
    ++scan.line;
    scan.line_start = scan.at;
    if (scan.first_line_end == 0) scan.first_line_end = scan.at;
}

void Reader::scan_plain(Scan& scan, Span& span)
{
    for (; has_byte(scan, scan.at); ++scan.at) {
        const char c = buffer_[scan.at];
        if (c == options_.separator || c == '\n') break;
        if (c == '"') set_fault(scan, FaultKind::unescaped_quote, scan.at);
        if (c == '\r') {
            if (has_byte(scan, scan.at + 1) && buffer_[scan.at + 1] == '\n') break;
            if (scan.needs_more) return;
            set_fault(scan, FaultKind::bare_carriage_return, scan.at);
        }
        if (scan.at - position_ > options_.record_max) return;
    }
    span.end = scan.at;
}

void Reader::scan_quoted(Scan& scan, Span& span)
{
    const Scan opening = scan;
    span.begin = ++scan.at;
    for (;; ++scan.at) {
        if (!has_byte(scan, scan.at) || scan.at - span.begin > options_.quoted_max) {
            if (scan.needs_more) return;
            return lose_structure(scan, FaultKind::unclosed_quote, opening);
        }
        const char c = buffer_[scan.at];
        if (c == '\n' || c == '\r') {
            const bool pair = c == '\r' && has_byte(scan, scan.at + 1) && buffer_[scan.at + 1] == '\n';
            if (scan.needs_more) return;
            if (!options_.line_breaks_in_quotes) set_fault(scan, FaultKind::line_break_in_quotes, scan.at);
            if (c == '\r' && !pair && !options_.bare_returns_in_quotes)
                set_fault(scan, FaultKind::bare_carriage_return, scan.at);
            if (c == '\r' && !pair) continue;
            skip_line_break(scan);
            --scan.at;
        } else if (c == '"') {
            if (has_byte(scan, scan.at + 1) && buffer_[scan.at + 1] == '"') {
                span.escaped = true;
                ++scan.at;
                continue;
            }
            if (scan.needs_more) return;
            span.end = scan.at++;
            break;
        }
    }
    if (scan.at == end_ || buffer_[scan.at] == options_.separator || buffer_[scan.at] == '\n') return;
    if (buffer_[scan.at] == '\r' && has_byte(scan, scan.at + 1) && buffer_[scan.at + 1] == '\n') return;
    if (scan.needs_more) return;
    // On a later line, this is most likely the opening mark of another row's value: the first one was lost.
    if (scan.line > opening.line) return lose_structure(scan, FaultKind::unclosed_quote, opening);
    lose_structure(scan, FaultKind::character_after_quote, scan);
}

void Reader::check_text(Scan& scan)
{
    if (scan.fault) return;
    const std::string_view text(buffer_.data() + position_, scan.at - position_);
    auto kind = FaultKind::nul_character;
    auto offset = text.find('\0');
    if (offset == whole) {
        kind = FaultKind::invalid_utf8;
        offset = first_invalid_utf8(text);
    }
    if (offset == whole) return;
    const auto before = text.substr(0, offset);
    const auto line_start = before.rfind('\n') + 1;  // npos + 1 is 0
    const auto place = position_ + offset;
    const auto is_before = [place](const Span& span) { return span.end < place; };
    const auto line = line_ + static_cast<int>(std::ranges::count(before, '\n'));
    const auto column = static_cast<int>(std::ranges::count_if(spans_, is_before)) + 1;
    scan.fault = Fault{kind, line, column, character_number(before.substr(line_start)), 0, 0};
}

void Reader::check_width(Scan& scan)
{
    if (scan.fault && scan.fault->kind != FaultKind::line_break_in_quotes) return;
    const auto is_blank = [](const Span& span) { return span.begin == span.end; };
    while (options_.extra_blank_fields && width_ != 0 && spans_.size() > width_ && is_blank(spans_.back()))
        spans_.pop_back();
    if (width_ == 0 || spans_.size() == width_) return;
    const auto column = static_cast<int>(std::min(spans_.size(), width_)) + 1;
    scan.fault = Fault{FaultKind::width_mismatch, line_, column, 0, spans_.size(), width_};
    // A lost quotation mark may have swallowed the rows that follow: they are read for themselves.
    if (scan.line > line_ + 1) scan.structure_lost = true;
}

void Reader::fill_record(const Scan& scan)
{
    record_.line = line_;
    record_.fault = scan.fault;
    record_.fields.clear();
    for (const auto& span : spans_) {
        std::size_t end = span.end;
        // Doubled quotation marks are undone in place, unless these bytes have to be read a second time.
        if (span.escaped && !scan.structure_lost) {
            end = span.begin;
            for (auto at = span.begin; at < span.end; ++at) {
                buffer_[end++] = buffer_[at];
                if (buffer_[at] == '"') ++at;
            }
        }
        record_.fields.push_back({{buffer_.data() + span.begin, end - span.begin}, span.line});
    }
}

void Reader::advance(const Scan& scan)
{
    if (!scan.structure_lost) {
        position_ = scan.at;
        line_ = scan.line;
    } else if (scan.first_line_end != 0) {
        position_ = scan.first_line_end;
        ++line_;
    } else {
        position_ = scan.at;
        skip_line();
    }
}

// Reads past the end of the line, however long it is.
void Reader::skip_line()
{
    for (;;) {
        const auto* found = static_cast<const char*>(std::memchr(buffer_.data() + position_, '\n', end_ - position_));
        if (found != nullptr) {
            position_ = static_cast<std::size_t>(found - buffer_.data()) + 1;
            ++line_;
            return;
        }
        position_ = end_;
        record_.fields.clear();  // their bytes are about to be written over
        if (!refill()) return;
    }
}

}  // namespace throughline::csv
