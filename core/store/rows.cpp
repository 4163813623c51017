#include "core/store/rows.hpp"

namespace throughline::store {

PersonStored stored(const Person& person) { return {person.id, person, {}, folded(person.name())}; }

Person person_of(PersonStored&& row)
{
    row.person.id = row.id;
    return std::move(row.person);
}

}  // namespace throughline::store
