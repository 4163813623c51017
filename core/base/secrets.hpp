// Keys, digests and their comparison: the one place that uses libsodium for them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace throughline {

// SHA-256 in base64, as a web page's content security policy names a script or a style.
std::string sha256_base64(std::string_view text);

// SHA-256 in hexadecimal, as sha256sum prints it.
std::string sha256_hex(std::string_view text);

// A new random key: 32 bytes, in 64 hexadecimal digits.
std::string new_key();
constexpr std::size_t key_digits = 64;

// HMAC-SHA256 (RFC 2104) of the text, in hexadecimal. Empty if `key` is not one that new_key() makes.
std::string seal_of(std::string_view text, std::string_view key);

// Compares in a time that does not tell how much of it was right.
bool is_same_seal(std::string_view first, std::string_view second);

// Argon2id with libsodium's limits for signing in: some 64 MB of memory and a tenth of a second.
std::string hash_of_password(const std::string& password);
bool fits_password(const std::string& password, const std::string& hash);
// A hash that nobody's password has, to take as long over a name that nobody has.
const std::string& unknown_password_hash();

}  // namespace throughline
