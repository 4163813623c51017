// What every use of libsodium begins with.
#pragma once

#include <stdexcept>
#include <string_view>

#include <sodium.h>

namespace throughline {

// Before the first call into the library; later calls do nothing.
inline void start_sodium()
{
    if (sodium_init() < 0) throw std::runtime_error("libsodium cannot be used on this computer");
}

inline const unsigned char* bytes_of(std::string_view text)
{
    return reinterpret_cast<const unsigned char*>(text.data());
}

}  // namespace throughline
