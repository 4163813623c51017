#include "app/viewmodel/hats.hpp"

namespace throughline {

Hats hats_of(const Document& document)
{
    if (!document.actor().person) return {true, true, false, true};
    const auto me = document.ask(Me{});
    if (!me) return {};
    const auto settings = document.ask(SchoolSettings{});
    const bool owns = settings && settings->owner && settings->owner->id == me->id;
    const bool leads = me->roles.contains(Role::leader) || me->roles.contains(Role::administrator);
    return {me->roles.contains(Role::observer), leads, me->roles.contains(Role::teacher), leads || owns};
}

bool sees_cadence(const Document& document)
{
    const auto hats = hats_of(document);
    return hats.observes || hats.leads;
}

bool keeps_house(const Document& document) { return hats_of(document).keeps_house; }

bool teaches(const Document& document) { return hats_of(document).teaches; }

bool works_with_visits(const Document& document)
{
    const auto hats = hats_of(document);
    return !hats.teaches || hats.observes || hats.leads || hats.keeps_house;
}

}  // namespace throughline
