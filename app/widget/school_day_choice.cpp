#include "app/widget/school_day_choice.hpp"

#include "app/widget/utf8.hpp"

namespace throughline {

SchoolDayChoice::SchoolDayChoice(wxWindow* parent) : wxChoice(parent, wxID_ANY)
{
    Bind(wxEVT_CHOICE, [this](wxCommandEvent&) {
        if (on_choose) on_choose(day());
    });
}

void SchoolDayChoice::set(std::vector<SchoolDayOption> options, std::optional<Date> chosen)
{
    bool is_same = options.size() == options_.size();
    for (std::size_t i = 0; is_same && i < options.size(); ++i) is_same = options[i].words == options_[i].words;
    options_ = std::move(options);
    if (!is_same) {
        wxArrayString words;
        for (const auto& option : options_) words.Add(to_wx(option.words));
        Set(words);
    }
    for (std::size_t i = 0; i < options_.size(); ++i)
        if (options_[i].day == chosen) SetSelection(static_cast<int>(i));
}

std::optional<Date> SchoolDayChoice::day() const
{
    const int at = GetSelection();
    return at == wxNOT_FOUND ? std::nullopt : options_[static_cast<std::size_t>(at)].day;
}

}  // namespace throughline
