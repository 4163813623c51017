// Digests and seals, held to the published examples.
#include <catch2/catch.hpp>

#include "core/base/secrets.hpp"

using namespace throughline;

TEST_CASE("a digest is SHA-256 as FIPS 180 gives it")
{
    CHECK(sha256_base64("abc") == "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
    CHECK(sha256_base64("") == "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
}

TEST_CASE("a seal is HMAC-SHA-256 with the key's 32 bytes")
{
    // By Python's hmac: key 00 01 ... 1f, and the same key with an empty text.
    const std::string key = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
    CHECK(seal_of("abc", key) == "f0133729c4163dede81e21cd47839256da58171238c8a0d874397c73b14e1e47");
    CHECK(seal_of("", key) == "d38b42096d80f45f826b44a9d5607de72496a415d3f4a1a8c88e3bb9da8dc1cb");
}

TEST_CASE("what is no key seals nothing, and no seal is like another")
{
    CHECK(seal_of("abc", "").empty());
    CHECK(seal_of("abc", "0011").empty());
    CHECK(seal_of("abc", std::string(64, 'g')).empty());
    CHECK_FALSE(is_same_seal("", ""));
    CHECK_FALSE(is_same_seal("ab", "ac"));
    CHECK_FALSE(is_same_seal("ab", "abc"));
    CHECK(is_same_seal("ab", "ab"));
}

TEST_CASE("each new key is another")
{
    const auto key = new_key();
    CHECK(key.size() == key_digits);
    CHECK(key.find_first_not_of("0123456789abcdef") == std::string::npos);
    CHECK(key != new_key());
}
