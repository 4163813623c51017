#include "app/viewmodel/cadence_filters.hpp"

#include "app/viewmodel/all_schools.hpp"
#include "app/viewmodel/hats.hpp"
#include "throughline/base/text.hpp"

namespace throughline {

namespace {

constexpr char separator = '\n';  // no id and no tag has one

}  // namespace

Result<void> CadenceFilters::load(const Document& document)
{
    const auto settings = document.ask(SchoolSettings{});
    if (!settings) return tl::unexpected(settings.error());
    const auto groups = document.ask(Groups{});
    if (!groups) return tl::unexpected(groups.error());
    const auto roster = document.ask(Roster{});
    if (!roster) return tl::unexpected(roster.error());

    const auto before = remembered();
    sees_everybody_ = hats_of(document).leads;
    constexpr std::array all{"All schools", "All teams", "All observers", "All tags"};
    for (std::size_t part = 0; part < part_count; ++part) parts_[part] = {{{all[part], {}}}, 0};
    if (settings->schools.size() > 1)
        for (const auto& one : settings->schools) parts_[school].choices.push_back({one.name, one.id.text()});
    for (const auto& row : groups->teams) parts_[team].choices.push_back({row.team.name, row.team.id.text()});
    for (const auto& [word, people] : groups->tags) parts_[tag].choices.push_back({word, word});
    observers_.clear();
    if (sees_everybody_)
        for (const auto& row : *roster)
            if (row.person.roles.contains(Role::observer))
                observers_.push_back({{row.person.name(), row.person.id.text()}, row.person.school});
    // All of many schools take a moment: one begins with one's own.
    if (before.empty() && is_more_than_at_once(settings->schools.size()))
        choose_by_key(school, own_school(document, *settings).text());
    offer_observers();
    recall(before);
    return {};
}

bool CadenceFilters::has_many_schools() const
{
    const auto all = parts_[school].choices.size();  // with "All schools"
    return all > 0 && is_more_than_at_once(all - 1);
}

// Hundreds to choose between help nobody: of many schools one is chosen first.
void CadenceFilters::offer_observers()
{
    auto& part = parts_[observer];
    const auto chosen = part.choices[part.chosen].key;
    part.choices.resize(1);
    part.chosen = 0;
    for (const auto& one : observers_)
        if (!has_many_schools() || one.school.text() == key(school)) part.choices.push_back(one.choice);
    choose_by_key(observer, chosen);
}

const char* CadenceFilters::title(Part part)
{
    constexpr std::array titles{"School", "Team", "Observer", "Tag"};
    return titles[part];
}

std::vector<std::string> CadenceFilters::words(Part part) const
{
    std::vector<std::string> all;
    for (const auto& choice : parts_[part].choices) all.push_back(choice.words);
    return all;
}

void CadenceFilters::choose(Part part, std::size_t choice)
{
    if (choice >= parts_[part].choices.size()) return;
    parts_[part].chosen = choice;
    if (part == school) offer_observers();
}

void CadenceFilters::clear()
{
    for (auto& part : parts_) part.chosen = 0;
    offer_observers();
}

bool CadenceFilters::is_any_set() const
{
    for (const auto& part : parts_)
        if (part.chosen > 0) return true;
    return false;
}

CadenceFilter CadenceFilters::filter() const
{
    CadenceFilter filter;
    if (parts_[school].chosen > 0) filter.school = SchoolId::parse(key(school));
    if (parts_[team].chosen > 0) filter.team = TeamId::parse(key(team));
    if (parts_[observer].chosen > 0) filter.observer = PersonId::parse(key(observer));
    if (parts_[tag].chosen > 0) filter.tag = key(tag);
    return filter;
}

bool CadenceFilters::counts_many_schools() const { return has_many_schools() && goes_over_all_schools(filter()); }

std::string CadenceFilters::about() const
{
    std::vector<std::string> set;
    for (std::size_t at = 0; at < part_count; ++at) {
        const auto& part = parts_[at];
        if (part.chosen == 0) continue;
        const auto& words = part.choices[part.chosen].words;
        set.push_back(at == observer ? "the caseload of " + words : at == tag ? "tag " + words : words);
    }
    if (set.empty()) return sees_everybody_ ? "everybody" : "your caseload";
    return join(set, ", ");
}

std::string CadenceFilters::remembered() const
{
    std::string text;
    for (std::size_t part = 0; part < part_count; ++part) {
        if (parts_[part].choices.empty()) return {};
        text += (part == 0 ? std::string() : std::string(1, separator)) + key(static_cast<Part>(part));
    }
    return text;
}

void CadenceFilters::recall(const std::string& remembered)
{
    if (remembered.empty()) return;  // nothing was ever chosen, which is not the same as everybody
    std::size_t begin = 0;
    for (std::size_t part = 0; part < part_count && begin <= remembered.size(); ++part) {
        const auto end = std::min(remembered.find(separator, begin), remembered.size());
        choose_by_key(static_cast<Part>(part), remembered.substr(begin, end - begin));
        if (part == school) offer_observers();
        begin = end + 1;
    }
}

void CadenceFilters::choose_by_key(Part part, const std::string& wanted)
{
    auto& filter = parts_[part];
    for (std::size_t at = 0; at < filter.choices.size(); ++at)
        if (filter.choices[at].key == wanted) filter.chosen = at;
}

}  // namespace throughline
