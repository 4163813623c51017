#include "core/workspace/sample/names.hpp"

#include <algorithm>
#include <array>
#include <cassert>

#include <fmt/format.h>

#include "throughline/base/text.hpp"

namespace throughline::sample {
namespace {

constexpr std::array given_names{
    "Adaeze",  "Aiko",     "Alejandra", "Amina",     "Anders",  "Angela",   "Anthony", "Beatriz",   "Benjamin",
    "Bogdan",  "Brenda",   "Camille",   "Carlos",    "Carmen",  "Caroline", "Chidi",   "Christine", "Claire",
    "Curtis",  "Dalia",    "Damian",    "Daniela",   "Darnell", "Deepa",    "Denise",  "Dmitri",    "Dolores",
    "Ebony",   "Elena",    "Elijah",    "Emeka",     "Erik",    "Esther",   "Farah",   "Fatima",    "Felix",
    "Fiona",   "Gabriel",  "Grace",     "Gwendolyn", "Hana",    "Harold",   "Héctor",  "Ibrahim",   "Imani",
    "Ingrid",  "Isabel",   "Ivan",      "Jamal",     "Janelle", "Jasmine",  "Javier",  "Joanna",    "José",
    "Joyce",   "Julian",   "Kamala",    "Karim",     "Keisha",  "Kenji",    "Kiran",   "Lakshmi",   "Lamar",
    "Latisha", "Leila",    "Leon",      "Linh",      "Lorena",  "Lucía",    "Malik",   "Marcus",    "Margaret",
    "Marisol", "Mateo",    "Mei",       "Minh",      "Miriam",  "Monique",  "Nadia",   "Naomi",     "Nathan",
    "Ngozi",   "Nikolai",  "Olga",      "Omar",      "Oscar",   "Patrick",  "Paula",   "Priya",     "Rachel",
    "Rafael",  "Rashid",   "Renée",     "Rosa",      "Samuel",  "Sandra",   "Shanice", "Soo-jin",   "Sunita",
    "Tamara",  "Terrence", "Thandi",    "Theo",      "Tomás",   "Uma",      "Valeria", "Vincent",   "Wendy",
    "Xavier",  "Yasmin",   "Yolanda",   "Yusuf",     "Zainab",  "Zoë"};

constexpr std::array family_names{
    "Abara",     "Abdi",      "Adeyemi",  "Alvarez",  "Anderson", "Aziz",       "Baker",     "Banerjee",  "Barros",
    "Bauer",     "Bennett",   "Boateng",  "Bourne",   "Brooks",   "Calder",     "Castillo",  "Chang",     "Chaudhry",
    "Coleman",   "Cortés",    "Dawson",   "Delgado",  "Desai",    "Diallo",     "Donovan",   "Duarte",    "Eastman",
    "Ellis",     "Espinoza",  "Fairley",  "Farouk",   "Figueroa", "Fischer",    "Fofana",    "Freeman",   "Gallagher",
    "Garcia",    "Gebre",     "Gibson",   "Goldberg", "Gupta",    "Haddad",     "Hale",      "Hansen",    "Harper",
    "Hassan",    "Hernández", "Hollis",   "Huang",    "Ibarra",   "Ito",        "Jacobs",    "Jensen",    "Johnson",
    "Kapoor",    "Kaur",      "Keller",   "Kim",      "Kowalski", "Kwon",       "Lambert",   "Larsen",    "Lewis",
    "Lindqvist", "Lopez",     "Mahoney",  "Marsh",    "Mbeki",    "McBride",    "Mendoza",   "Mensah",    "Moreau",
    "Morris",    "Murphy",    "Nakamura", "Nasser",   "Navarro",  "Nguyen",     "Norris",    "Novak",     "Núñez",
    "O'Brien",   "Okafor",    "Olsen",    "Ortiz",    "Osei",     "Owens",      "Papadakis", "Parekh",    "Park",
    "Patel",     "Peterson",  "Pham",     "Quiñones", "Ramirez",  "Rao",        "Reyes",     "Rhodes",    "Rivera",
    "Robinson",  "Romero",    "Rosen",    "Ruiz",     "Santos",   "Sato",       "Schmidt",   "Shah",      "Silva",
    "Simmons",   "Sokolov",   "Solano",   "Stewart",  "Sullivan", "Tanaka",     "Tate",      "Thompson",  "Torres",
    "Tran",      "Underwood", "Vargas",   "Vasquez",  "Walker",   "Washington", "Weber",     "Whitfield", "Williams",
    "Wong",      "Yamada",    "Yilmaz",   "Young",    "Zamora",   "Zhao",       "Zielinski"};

constexpr std::array places{"Alder", "Aspen",  "Birch",   "Brook",  "Cedar",    "Chestnut", "Cypress",
                            "Elm",   "Fern",   "Hazel",   "Heron",  "Juniper",  "Laurel",   "Linden",
                            "Maple", "Meadow", "Orchard", "Poplar", "Sycamore", "Willow"};
constexpr std::array features{"Creek", "Crossing", "Gardens", "Grove",  "Heights",
                              "Hill",  "Park",     "Point",   "Street", "Valley"};

// Letters only: "O'Brien" and "Soo-jin" in an address.
std::string letters_of(const std::string& name)
{
    std::string letters;
    for (const char c : folded(name))
        if (c >= 'a' && c <= 'z') letters += c;
    return letters;
}

}  // namespace

std::vector<InventedName> invented_names(Random& random, int count)
{
    // Family names come from one shuffled deck after another, so that two of a school rarely share one; given names
    // are shuffled anew for each deck, and a pair is never dealt twice.
    std::vector<InventedName> names;
    for (std::size_t deck = 0; names.size() < static_cast<std::size_t>(count); ++deck) {
        assert(deck < given_names.size());
        std::vector<std::string> family(family_names.begin(), family_names.end());
        random.shuffle(family);
        for (std::size_t i = 0; i < family.size() && names.size() < static_cast<std::size_t>(count); ++i) {
            std::vector<std::string> taken;
            for (const auto& name : names)
                if (name.family_name == family[i]) taken.push_back(name.given_name);
            InventedName name{given_names[static_cast<std::size_t>(random.below(given_names.size()))], family[i]};
            while (std::find(taken.begin(), taken.end(), name.given_name) != taken.end())
                name.given_name = given_names[static_cast<std::size_t>(random.below(given_names.size()))];
            names.push_back(std::move(name));
        }
    }
    return names;
}

std::string sample_email(const InventedName& name, int school_number)
{
    const auto local = letters_of(name.given_name) + "." + letters_of(name.family_name);
    return school_number == 0 ? fmt::format("{}@sample.example", local)
                              : fmt::format("{}.{}@sample.example", local, school_number + 1);
}

std::string sample_school_name(int number)
{
    static_assert(places.size() * features.size() >= sample_schools_max);
    assert(number >= 0 && number < sample_schools_max);
    if (number == 0) return "Sample Middle School (sample)";
    const auto n = static_cast<std::size_t>(number - 1);
    return fmt::format("{} {} Middle School (sample)", places[n % places.size()], features[n / places.size()]);
}

}  // namespace throughline::sample
