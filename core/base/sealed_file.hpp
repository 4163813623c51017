// Sealed files: encrypted so that only a passphrase opens them, and no altered or cut-off one opens at all.
//
// A lock is made from the passphrase once (Argon2id, then an X25519 key pair) and its public half can be kept in the
// clear: with it anybody can seal, only the passphrase opens. The file's own random key is sealed to that half
// (crypto_box_seal); the content follows as libsodium's secretstream (XChaCha20-Poly1305) in blocks of 64 KiB, the
// header bound to the first one, the last one marked. Layout, numbers little-endian:
//   "ThrlSeal" | version 1 | salt 16 | operations 8 | memory 8 | public key 32 | sealed key 80 | stream header 24 |
//   blocks
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <string_view>

#include "throughline/base/error.hpp"
#include "throughline/progress.hpp"

namespace throughline {

struct SealLock {
    std::string text;  // hexadecimal: salt, costs and public key; empty: no lock

    [[nodiscard]] bool is_open() const { return text.empty(); }
};

// Takes about a second and 256 MB, on purpose.
SealLock lock_of(const std::string& passphrase);

// Writes `to`, which must not exist, mode 0600, on disk when this returns. On any error, and when stopped, `to` is not
// there.
Result<void> seal_file(const std::filesystem::path& from, const std::filesystem::path& to, const SealLock& lock,
                       const Progress& progress = {});

// not_allowed if the passphrase does not fit; damaged if the file was altered or is cut off; `to` is then not there.
Result<void> unseal_file(const std::filesystem::path& from, const std::filesystem::path& to,
                         const std::string& passphrase, const Progress& progress = {});

// Whether a file that begins with these bytes is one that seal_file() made.
bool has_seal(std::span<const unsigned char> first_bytes);

}  // namespace throughline
