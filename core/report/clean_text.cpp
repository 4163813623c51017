#include "core/report/clean_text.hpp"

#include <utf8proc.h>

namespace throughline::report {
namespace {

bool is_shown(utf8proc_int32_t code_point)
{
    if (code_point == '\n' || code_point == '\t') return true;
    const bool is_control = code_point < 0x20 || (code_point >= 0x7f && code_point < 0xa0);
    const bool is_override = code_point == 0x202d || code_point == 0x202e;
    return !is_control && !is_override;
}

}  // namespace

std::string clean_text(std::string_view text)
{
    std::string clean;
    clean.reserve(text.size());
    while (!text.empty()) {
        utf8proc_int32_t code_point = 0;
        const auto length = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                             static_cast<utf8proc_ssize_t>(text.size()), &code_point);
        const auto taken = length > 0 ? static_cast<std::size_t>(length) : 1;
        if (length <= 0)
            clean += "\xEF\xBF\xBD";
        else if (is_shown(code_point))
            clean += text.substr(0, taken);
        text.remove_prefix(taken);
    }
    return clean;
}

}  // namespace throughline::report
