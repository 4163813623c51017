#include "core/base/sealed_file.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <new>
#include <optional>
#include <span>
#include <stdexcept>
#include <vector>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include "core/base/sodium.hpp"

namespace throughline {
namespace {

namespace fs = std::filesystem;
using Byte = unsigned char;

constexpr std::string_view magic = "ThrlSeal";
constexpr Byte version = 1;
constexpr std::size_t block_bytes = 64 * 1024;
constexpr std::size_t sealed_block_bytes = block_bytes + crypto_secretstream_xchacha20poly1305_ABYTES;
// A file's header says what opening it costs; one that asks for more is hostile or not ours.
constexpr std::uint64_t operations_max = 20;
constexpr std::uint64_t memory_max = std::uint64_t{1} << 30U;

using StreamKey = std::array<Byte, crypto_secretstream_xchacha20poly1305_KEYBYTES>;
using StreamHeader = std::array<Byte, crypto_secretstream_xchacha20poly1305_HEADERBYTES>;
using SealedKey = std::array<Byte, crypto_box_SEALBYTES + std::tuple_size_v<StreamKey>>;

void put_number(std::vector<Byte>& bytes, std::uint64_t number)
{
    for (int at = 0; at < 8; ++at) bytes.push_back(static_cast<Byte>(number >> (8 * at)));
}

std::uint64_t number_at(std::span<const Byte> bytes)
{
    std::uint64_t number = 0;
    for (std::size_t at = 0; at < 8; ++at) number |= std::uint64_t{bytes[at]} << (8 * at);
    return number;
}

// Salt, costs and public half: what the header and a kept lock both hold.
struct Lock {
    std::array<Byte, crypto_pwhash_SALTBYTES> salt{};
    std::uint64_t operations = 0;
    std::uint64_t memory = 0;
    std::array<Byte, crypto_box_PUBLICKEYBYTES> public_key{};
    static constexpr std::size_t size = crypto_pwhash_SALTBYTES + 16 + crypto_box_PUBLICKEYBYTES;

    [[nodiscard]] std::vector<Byte> bytes() const
    {
        std::vector<Byte> all(salt.begin(), salt.end());
        put_number(all, operations);
        put_number(all, memory);
        all.insert(all.end(), public_key.begin(), public_key.end());
        return all;
    }
    static Lock from(std::span<const Byte> bytes)
    {
        Lock lock;
        std::copy_n(bytes.begin(), lock.salt.size(), lock.salt.begin());
        lock.operations = number_at(bytes.subspan(lock.salt.size()));
        lock.memory = number_at(bytes.subspan(lock.salt.size() + 8));
        std::copy_n(bytes.begin() + static_cast<std::ptrdiff_t>(lock.salt.size() + 16), lock.public_key.size(),
                    lock.public_key.begin());
        return lock;
    }
};

struct KeyPair {
    std::array<Byte, crypto_box_PUBLICKEYBYTES> public_key{};
    std::array<Byte, crypto_box_SECRETKEYBYTES> secret_key{};
};

KeyPair key_pair(const std::string& passphrase, const Lock& lock)
{
    std::array<Byte, crypto_box_SEEDBYTES> seed{};
    if (crypto_pwhash(seed.data(), seed.size(), passphrase.data(), passphrase.size(), lock.salt.data(), lock.operations,
                      static_cast<std::size_t>(lock.memory), crypto_pwhash_ALG_ARGON2ID13) != 0)
        throw std::bad_alloc();  // the only way in which it fails
    KeyPair pair;
    crypto_box_seed_keypair(pair.public_key.data(), pair.secret_key.data(), seed.data());
    sodium_memzero(seed.data(), seed.size());
    return pair;
}

Failure cannot_write(const fs::path& file, int number)
{
    return fail(number == ENOSPC ? ErrorCode::storage : ErrorCode::read_only,
                number == ENOSPC ? "The disk is full, so {0} cannot be written. Free some space and try again."
                                 : "{0} cannot be written: {1}. Choose another place.",
                file.string(), std::strerror(number));
}

// A new file that is there only when it is whole: anything else is taken away at the end.
class NewFile {
public:
    explicit NewFile(fs::path file)
        : file_(std::move(file)), number_(::open(file_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600))
    {}
    NewFile(const NewFile&) = delete;
    NewFile& operator=(const NewFile&) = delete;
    ~NewFile()
    {
        if (number_ < 0) return;
        ::close(number_);
        if (!whole_) ::unlink(file_.c_str());
    }
    [[nodiscard]] Result<void> opened() const
    {
        if (number_ >= 0) return {};
        if (errno == EEXIST)
            return fail(ErrorCode::conflict, "{0} is already there and was left as it is. Choose another name.",
                        file_.string());
        return cannot_write(file_, errno);
    }
    [[nodiscard]] Result<void> write(std::span<const Byte> bytes)
    {
        while (!bytes.empty()) {
            const auto written = ::write(number_, bytes.data(), bytes.size());
            if (written < 0 && errno == EINTR) continue;
            if (written < 0) return cannot_write(file_, errno);
            bytes = bytes.subspan(static_cast<std::size_t>(written));
        }
        return {};
    }
    [[nodiscard]] Result<void> keep()
    {
        if (::fsync(number_) != 0) return cannot_write(file_, errno);
        whole_ = true;
        return {};
    }

private:
    fs::path file_;
    int number_;
    bool whole_ = false;
};

Failure stopped() { return fail(ErrorCode::cancelled, "Stopped; nothing was written."); }

Failure damaged(const fs::path& file)
{
    return fail(
        ErrorCode::damaged,
        "{0} is cut off or was altered, and was left as it is. Take another backup, or copy it again from where "
        "it came.",
        file.string());
}

struct Header {
    std::vector<Byte> bytes;  // all before the stream, bound to its first block
    Lock lock;
    SealedKey key{};
    StreamHeader stream{};
};
constexpr std::size_t header_bytes =
    magic.size() + 1 + Lock::size + std::tuple_size_v<SealedKey> + std::tuple_size_v<StreamHeader>;

std::optional<Header> read_header(std::istream& stream)
{
    Header header;
    header.bytes.resize(header_bytes);
    stream.read(reinterpret_cast<char*>(header.bytes.data()), static_cast<std::streamsize>(header_bytes));
    if (stream.gcount() != static_cast<std::streamsize>(header_bytes)) return std::nullopt;
    if (std::memcmp(header.bytes.data(), magic.data(), magic.size()) != 0 || header.bytes[magic.size()] != version)
        return std::nullopt;
    const auto rest = std::span<const Byte>(header.bytes).subspan(magic.size() + 1);
    header.lock = Lock::from(rest);
    std::copy_n(rest.begin() + Lock::size, header.key.size(), header.key.begin());
    std::copy_n(rest.begin() + static_cast<std::ptrdiff_t>(Lock::size + header.key.size()), header.stream.size(),
                header.stream.begin());
    if (header.lock.operations > operations_max || header.lock.operations < crypto_pwhash_OPSLIMIT_MIN ||
        header.lock.memory > memory_max || header.lock.memory < crypto_pwhash_MEMLIMIT_MIN)
        return std::nullopt;
    return header;
}

std::uintmax_t size_of(const fs::path& file)
{
    std::error_code error;  // a size that cannot be told only makes the progress less exact
    const auto size = fs::file_size(file, error);
    return error || size == 0 ? 1 : size;
}

}  // namespace

SealLock lock_of(const std::string& passphrase)
{
    start_sodium();
    Lock lock;
    randombytes_buf(lock.salt.data(), lock.salt.size());
    lock.operations = crypto_pwhash_OPSLIMIT_MODERATE;
    lock.memory = crypto_pwhash_MEMLIMIT_MODERATE;
    lock.public_key = key_pair(passphrase, lock).public_key;
    const auto bytes = lock.bytes();
    std::string text(bytes.size() * 2 + 1, '\0');
    sodium_bin2hex(text.data(), text.size(), bytes.data(), bytes.size());
    text.pop_back();
    return {text};
}

Result<void> seal_file(const fs::path& from, const fs::path& to, const SealLock& lock, const Progress& progress)
{
    start_sodium();
    std::vector<Byte> kept(Lock::size);
    std::size_t length = 0;
    if (sodium_hex2bin(kept.data(), kept.size(), lock.text.data(), lock.text.size(), nullptr, &length, nullptr) != 0 ||
        length != kept.size())
        return fail(ErrorCode::damaged, "The lock for sealed backups cannot be read. Set the passphrase again.");
    std::ifstream input(from, std::ios::binary);
    if (!input) return fail(ErrorCode::storage, "{0} cannot be read.", from.string());
    NewFile output(to);
    if (const auto good = output.opened(); !good) return good;

    StreamKey key{};
    crypto_secretstream_xchacha20poly1305_keygen(key.data());
    SealedKey sealed_key{};
    crypto_box_seal(sealed_key.data(), key.data(), key.size(), Lock::from(kept).public_key.data());
    crypto_secretstream_xchacha20poly1305_state state;
    StreamHeader stream{};
    crypto_secretstream_xchacha20poly1305_init_push(&state, stream.data(), key.data());
    sodium_memzero(key.data(), key.size());

    std::vector<Byte> header(magic.begin(), magic.end());
    header.push_back(version);
    header.insert(header.end(), kept.begin(), kept.end());
    header.insert(header.end(), sealed_key.begin(), sealed_key.end());
    header.insert(header.end(), stream.begin(), stream.end());
    if (const auto good = output.write(header); !good) return good;

    const auto total = static_cast<double>(size_of(from));
    double done = 0;
    std::vector<Byte> block(block_bytes);
    std::vector<Byte> sealed(sealed_block_bytes);
    for (bool first = true, last = false; !last; first = false) {
        if (progress.is_stopped()) return stopped();
        input.read(reinterpret_cast<char*>(block.data()), static_cast<std::streamsize>(block_bytes));
        if (input.bad()) return fail(ErrorCode::storage, "{0} cannot be read to its end.", from.string());
        const auto count = static_cast<std::size_t>(input.gcount());
        last = count < block_bytes;
        unsigned long long sealed_count = 0;
        crypto_secretstream_xchacha20poly1305_push(&state, sealed.data(), &sealed_count, block.data(), count,
                                                   first ? header.data() : nullptr, first ? header.size() : 0,
                                                   last ? crypto_secretstream_xchacha20poly1305_TAG_FINAL : 0);
        if (const auto good = output.write({sealed.data(), static_cast<std::size_t>(sealed_count)}); !good) return good;
        done += static_cast<double>(count);
        progress.at(std::min(1.0, done / total));
    }
    return output.keep();
}

Result<void> unseal_file(const fs::path& from, const fs::path& to, const std::string& passphrase,
                         const Progress& progress)
{
    start_sodium();
    std::ifstream input(from, std::ios::binary);
    if (!input) return fail(ErrorCode::not_found, "There is no file {0}, or it cannot be read.", from.string());
    const auto header = read_header(input);
    if (!header) return damaged(from);
    const auto pair = key_pair(passphrase, header->lock);
    StreamKey key{};
    if (pair.public_key != header->lock.public_key ||
        crypto_box_seal_open(key.data(), header->key.data(), header->key.size(), pair.public_key.data(),
                             pair.secret_key.data()) != 0)
        return fail(ErrorCode::not_allowed,
                    "This passphrase does not open {0}. Type the one that was set when the backup was made.",
                    from.string());
    crypto_secretstream_xchacha20poly1305_state state;
    if (crypto_secretstream_xchacha20poly1305_init_pull(&state, header->stream.data(), key.data()) != 0)
        return damaged(from);
    NewFile output(to);
    if (const auto good = output.opened(); !good) return good;

    const auto total = static_cast<double>(size_of(from));
    double done = 0;
    std::vector<Byte> sealed(sealed_block_bytes);
    std::vector<Byte> block(block_bytes);
    for (bool first = true;; first = false) {
        if (progress.is_stopped()) return stopped();
        input.read(reinterpret_cast<char*>(sealed.data()), static_cast<std::streamsize>(sealed_block_bytes));
        const auto count = static_cast<std::size_t>(input.gcount());
        unsigned long long plain_count = 0;
        Byte tag = 0;
        if (crypto_secretstream_xchacha20poly1305_pull(&state, block.data(), &plain_count, &tag, sealed.data(), count,
                                                       first ? header->bytes.data() : nullptr,
                                                       first ? header->bytes.size() : 0) != 0)
            return damaged(from);
        if (const auto good = output.write({block.data(), static_cast<std::size_t>(plain_count)}); !good) return good;
        done += static_cast<double>(count);
        progress.at(std::min(1.0, done / total));
        if (tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL) break;
    }
    if (input.peek() != std::ifstream::traits_type::eof()) return damaged(from);  // something was put behind the end
    return output.keep();
}

bool has_seal(std::span<const unsigned char> first_bytes)
{
    return first_bytes.size() >= magic.size() && std::memcmp(first_bytes.data(), magic.data(), magic.size()) == 0;
}

}  // namespace throughline
