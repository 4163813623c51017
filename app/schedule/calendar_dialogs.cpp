#include "app/schedule/calendar_dialogs.hpp"

#include <wx/filedlg.h>

#include "app/platform/folders.hpp"
#include "app/viewmodel/people_choices.hpp"
#include "app/viewmodel/saved_file.hpp"
#include "app/widget/chooser_dialog.hpp"
#include "app/widget/utf8.hpp"
#include "throughline/base/text.hpp"

namespace throughline {

namespace {

constexpr const char* pattern = "Calendar files (*.ics)|*.ics|All files|*";
constexpr std::size_t troubles_shown = 3;  // more do not help: the file is to be looked at

void say_troubles(Shell& shell, const BusyTaken& taken)
{
    if (taken.troubles.empty()) return;
    auto shown = taken.troubles;
    if (shown.size() > troubles_shown) shown.resize(troubles_shown);
    const auto more = taken.troubles.size() - shown.size();
    shell.report(fail(ErrorCode::bad_input, "{0}. But not all of the file could be read: {1}{2}", taken.words,
                      join(shown, "; "), more > 0 ? "; and " + std::to_string(more) + " more" : "")
                     .value());
}

void take_in(Shell& shell, PersonId person, const std::string& name)
{
    wxFileDialog dialog(shell.window(), "When is " + to_wx(name) + " busy?", to_wx(documents_folder().string()), {},
                        pattern, wxFD_OPEN | wxFD_FILE_MUST_EXIST);
    if (dialog.ShowModal() != wxID_OK) return;
    const auto taken = take_in_busy_times(shell.document(), person, name, to_utf8(dialog.GetPath()));
    if (!shell.accept(taken)) return;
    shell.notify(taken->words);
    say_troubles(shell, *taken);
}

}  // namespace

void ask_for_own_busy_times(Shell& shell)
{
    const auto me = shell.document().ask(Me{});
    if (shell.accept(me)) take_in(shell, me->id, me->name());
}

void ask_for_busy_times(Shell& shell)
{
    const auto find = [&shell](const std::string& typed) {
        std::vector<ChooserRow> rows;
        const auto people = found_people(shell.document(), typed, false);
        if (!shell.accept(people)) return rows;
        for (const auto& person : *people)
            rows.push_back({person.name, person.about, "",
                            [&shell, id = person.id, name = person.name] { take_in(shell, id, name); }});
        return rows;
    };
    ChooserDialog(shell.window(),
                  {"Busy times from a calendar file", "&Whose calendar is it?", "People", "Choose the file",
                   "Only when somebody is busy is kept, never with what.", false},
                  ChooserViewModel(find))
        .choose();
}

void ask_where_to_save(Shell& shell, const CalendarWish& wish, const std::string& name)
{
    const auto made = calendar_file(shell.document(), wish);
    if (!shell.accept(made)) return;
    if (made->item_count == 0) return shell.notify("Nothing is planned there, so that there is nothing to save.");
    wxFileDialog dialog(shell.window(), "Save for a calendar program", to_wx(documents_folder().string()),
                        to_wx(file_name(name, shell.document().today(), "ics")), pattern,
                        wxFD_SAVE | wxFD_OVERWRITE_PROMPT);
    if (dialog.ShowModal() != wxID_OK) return;
    const auto file = to_utf8(dialog.GetPath());
    if (shell.accept(save_file(file, made->text)))
        shell.notify("Saved " + counted(made->item_count, "item") + ": " + file);
}

}  // namespace throughline
