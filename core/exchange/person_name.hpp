// A person's name from one cell: "Ana Silva", "Silva, Ana", "Dr. Ana de la Cruz", "John Smith Jr.".
//
// Used by the staff CSV. Splitting names is guessing; it is done in a way that can be said in a sentence: the last word
// is the family name, with the particles before it and the suffix after it. Finer than split_name in model/person.hpp,
// which reads a name that somebody types on the spot: nobody types a title or "Jr." in a doorway.
#pragma once

#include <string>
#include <string_view>

namespace throughline
{

struct PersonName {
    std::string given;
    std::string family;  // all of a name of one word
};

// `text` is one line without double spaces.
PersonName name_from_cell(std::string_view text);

}  // namespace throughline
