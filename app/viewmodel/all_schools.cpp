#include "app/viewmodel/all_schools.hpp"

namespace throughline {

namespace {

constexpr std::size_t schools_at_once_max = 20;

}  // namespace

bool is_more_than_at_once(std::size_t schools) { return schools > schools_at_once_max; }

bool has_many_schools(const Document& document)
{
    const auto settings = document.ask(SchoolSettings{});
    return settings && is_more_than_at_once(settings->schools.size());
}

SchoolId own_school(const Document& document, const SchoolSettings::Settings& settings)
{
    const auto me = document.ask(Me{});
    return me ? me->school : settings.schools.front().id;
}

bool goes_over_all_schools(const CadenceFilter& filter) { return !filter.school && !filter.team && !filter.observer; }

bool goes_over_all_schools(const Scope& scope)
{
    return scope.kind == ScopeKind::everyone || scope.kind == ScopeKind::tag;
}

std::string counting_words() { return "Counting all schools ..."; }

}  // namespace throughline
