// Shell: what a page may ask of the window around it. Pages know nothing else of the frame or of each other.
//
// Promises: the document and the drafts live as long as the page. `report` shows an expected error in the page's info
// bar, never in a box; `notify` says something in the status line.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "app/shell/command_table.hpp"
#include "app/shell/page_id.hpp"
#include "app/viewmodel/document.hpp"
#include "app/viewmodel/draft_keeper.hpp"

class wxWindow;

namespace throughline {

class Shell {
public:
    virtual ~Shell() = default;

    virtual Document& document() = 0;
    virtual DraftKeeper& drafts() = 0;

    virtual void show_page(PageId page) = 0;
    // Back to the page that was shown before this one; the first page if there is none.
    virtual void go_back() = 0;
    // A draft to write in, or what was shared; for who is only a teacher, the feedback in it.
    virtual void open_observation(ObservationId observation) = 0;
    virtual void open_debrief(DebriefId debrief) = 0;
    virtual void open_teacher(PersonId teacher) = 0;
    virtual void open_growth(PersonId teacher) = 0;
    virtual void open_rubric(RubricVersionId rubric) = 0;
    // Starts a visit to this teacher and opens it; without a teacher it asks who.
    virtual void start_observation(std::optional<PersonId> teacher = {}) = 0;
    virtual void search_for(const std::string& text) = 0;

    virtual void report(const Error& error) = 0;
    virtual void notify(const std::string& text) = 0;
    // The page's commands or their state changed: the menus are built anew.
    virtual void commands_changed() = 0;
    // Closes the file and asks who is there, in a file with accounts; what was typed is kept.
    virtual void lock() = 0;
    // A backup beside the file, with a bar; false if it could not be made, which was said.
    virtual bool back_up_now() = 0;
    // Says what is in the backup, asks, and puts it in the open file's place; the file is then opened anew.
    virtual void restore_backup(const std::filesystem::path& backup) = 0;
    virtual wxWindow* window() = 0;  // the parent for a page's dialogs

    // Shows the error if there is one; true if there is none.
    template <class Value>
    bool accept(const Result<Value>& result)
    {
        if (!result) report(result.error());
        return result.has_value();
    }
};

}  // namespace throughline
