// Keys, digests and their comparison: the one place that uses libsodium for them.
#pragma once

#include <string>
#include <string_view>

namespace throughline {

// SHA-256 in base64, as a web page's content security policy names a script or a style.
std::string sha256_base64(std::string_view text);

}  // namespace throughline
