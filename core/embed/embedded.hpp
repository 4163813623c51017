// Compiled-in text files, as the rest of core/ knows them; the declaration is public, since the programs embed too.
#pragma once

#include "throughline/base/embedded.hpp"
