// The program's texts are UTF-8 in std::string; wx has its own. The two ways across.
#pragma once

#include <string>
#include <string_view>

#include <wx/string.h>

namespace throughline {

inline wxString to_wx(std::string_view text) { return wxString::FromUTF8(text.data(), text.size()); }

inline std::string to_utf8(const wxString& text)
{
    const auto buffer = text.utf8_str();
    return {buffer.data(), buffer.length()};
}

}  // namespace throughline
