#include "core/base/digest.hpp"

#include "core/base/sodium.hpp"

namespace throughline {
namespace {

crypto_hash_sha256_state* state_in(void* bytes) { return static_cast<crypto_hash_sha256_state*>(bytes); }

}  // namespace

RunningDigest::RunningDigest()
{
    static_assert(sizeof(crypto_hash_sha256_state) <= state_bytes);
    start_sodium();
    crypto_hash_sha256_init(state_in(state_.data()));
}

void RunningDigest::add(std::string_view bytes)
{
    crypto_hash_sha256_update(state_in(state_.data()), bytes_of(bytes), bytes.size());
}

std::string RunningDigest::hexadecimal()
{
    std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
    crypto_hash_sha256_final(state_in(state_.data()), digest.data());
    std::array<char, digest.size() * 2 + 1> digits{};
    sodium_bin2hex(digits.data(), digits.size(), digest.data(), digest.size());
    return digits.data();
}

std::string base64_of(std::string_view bytes)
{
    std::string text(sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
    sodium_bin2base64(text.data(), text.size(), bytes_of(bytes), bytes.size(), sodium_base64_VARIANT_ORIGINAL);
    text.pop_back();  // the zero byte at the end
    return text;
}

std::optional<std::string> bytes_of_base64(std::string_view text)
{
    std::string bytes(text.size() / 4 * 3 + 3, '\0');
    std::size_t length = 0;
    const auto status = sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text.data(),
                                          text.size(), nullptr, &length, nullptr, sodium_base64_VARIANT_ORIGINAL);
    if (status != 0) return std::nullopt;
    bytes.resize(length);
    return bytes;
}

}  // namespace throughline
