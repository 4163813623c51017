#include "core/base/secrets.hpp"

#include <array>
#include <new>

#include "core/base/sodium.hpp"

namespace throughline {
namespace {

std::string hexadecimal(const unsigned char* bytes, std::size_t count)
{
    std::string digits(count * 2 + 1, '\0');
    sodium_bin2hex(digits.data(), digits.size(), bytes, count);
    digits.pop_back();
    return digits;
}

}  // namespace

std::string new_key()
{
    start_sodium();
    std::array<unsigned char, key_digits / 2> key{};
    randombytes_buf(key.data(), key.size());
    return hexadecimal(key.data(), key.size());
}

std::string seal_of(std::string_view text, std::string_view key)
{
    start_sodium();
    std::array<unsigned char, crypto_auth_hmacsha256_KEYBYTES> bytes{};
    static_assert(crypto_auth_hmacsha256_KEYBYTES * 2 == key_digits);
    std::size_t length = 0;
    const int status = sodium_hex2bin(bytes.data(), bytes.size(), key.data(), key.size(), nullptr, &length, nullptr);
    if (status != 0 || length != bytes.size()) return {};
    std::array<unsigned char, crypto_auth_hmacsha256_BYTES> seal{};
    crypto_auth_hmacsha256(seal.data(), bytes_of(text), text.size(), bytes.data());
    return hexadecimal(seal.data(), seal.size());
}

bool is_same_seal(std::string_view first, std::string_view second)
{
    start_sodium();
    return first.size() == second.size() && !first.empty() &&
           sodium_memcmp(first.data(), second.data(), first.size()) == 0;
}

std::string sha256_hex(std::string_view text)
{
    start_sodium();
    std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
    crypto_hash_sha256(digest.data(), bytes_of(text), text.size());
    return hexadecimal(digest.data(), digest.size());
}

std::string hash_of_password(const std::string& password)
{
    start_sodium();
    std::array<char, crypto_pwhash_STRBYTES> hash{};
    if (crypto_pwhash_str(hash.data(), password.data(), password.size(), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                          crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0)
        throw std::bad_alloc();  // the only way in which it fails
    return hash.data();
}

bool fits_password(const std::string& password, const std::string& hash)
{
    start_sodium();
    return crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
}

const std::string& unknown_password_hash()
{
    static const std::string hash = hash_of_password(new_key());
    return hash;
}

std::string sha256_base64(std::string_view text)
{
    start_sodium();
    std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
    crypto_hash_sha256(digest.data(), bytes_of(text), text.size());
    std::array<char, sodium_base64_ENCODED_LEN(digest.size(), sodium_base64_VARIANT_ORIGINAL)> base64{};
    sodium_bin2base64(base64.data(), base64.size(), digest.data(), digest.size(), sodium_base64_VARIANT_ORIGINAL);
    return base64.data();
}

}  // namespace throughline
