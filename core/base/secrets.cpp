#include "core/base/secrets.hpp"

#include <array>
#include <stdexcept>

#include <sodium.h>

namespace throughline {
namespace {

// Before the first call into the library; later calls do nothing.
void begin()
{
    if (sodium_init() < 0) throw std::runtime_error("libsodium cannot be used on this computer");
}

const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

}  // namespace

std::string sha256_base64(std::string_view text)
{
    begin();
    std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
    crypto_hash_sha256(digest.data(), bytes_of(text), text.size());
    std::array<char, sodium_base64_ENCODED_LEN(digest.size(), sodium_base64_VARIANT_ORIGINAL)> base64{};
    sodium_bin2base64(base64.data(), base64.size(), digest.data(), digest.size(), sodium_base64_VARIANT_ORIGINAL);
    return base64.data();
}

}  // namespace throughline
