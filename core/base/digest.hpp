// The digest of something that is written or read piece by piece, and bytes as base64.
//
// Used by exports and imports of a whole workspace, whose files are larger than one should keep in memory.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace throughline {

// SHA-256 over all that was added.
class RunningDigest {
public:
    RunningDigest();
    void add(std::string_view bytes);
    // In hexadecimal, as sha256sum prints it. Nothing may be added afterwards.
    [[nodiscard]] std::string hexadecimal();

private:
    static constexpr std::size_t state_bytes = 128;  // at least crypto_hash_sha256_state
    alignas(16) std::array<unsigned char, state_bytes> state_{};
};

std::string base64_of(std::string_view bytes);
std::optional<std::string> bytes_of_base64(std::string_view text);

}  // namespace throughline
