// VisitImportViewModel: a sheet of past visits before it is taken in: what each column means, what each word in the
// rating columns stands for, and what would become of each row. No wx.
//
// Used by the import dialog. Promises: opening a file proposes a mapping and writes nothing; whatever is changed, the
// preview is the library's own plan; taking in is one command, and so one undo.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "app/viewmodel/document.hpp"
#include "app/viewmodel/table_row.hpp"
#include "throughline/command/visit_import.hpp"

namespace throughline {

class VisitImportViewModel {
public:
    explicit VisitImportViewModel(Document& document) : document_(document) {}

    [[nodiscard]] Result<void> open(const std::filesystem::path& file);
    [[nodiscard]] const std::string& file_name() const { return sheet_.name; }

    // The rubrics that ratings may belong to; another one is guessed anew.
    [[nodiscard]] std::vector<std::string> rubric_titles() const;
    [[nodiscard]] std::size_t rubric() const { return rubric_at_; }
    [[nodiscard]] Result<void> choose_rubric(std::size_t at);

    [[nodiscard]] ShownTable columns() const;  // heading, an example, what it means
    [[nodiscard]] std::vector<std::string> meanings() const;
    [[nodiscard]] std::size_t meaning_of(std::size_t column) const;
    void set_meaning(std::size_t column, std::size_t meaning);

    [[nodiscard]] ShownTable words() const;  // word, what it stands for
    [[nodiscard]] std::vector<std::string> stands() const;
    [[nodiscard]] std::size_t stand_of(std::size_t word) const;
    void set_stand(std::size_t word, std::size_t stand);

    [[nodiscard]] bool is_day_first() const { return mapping_.dates == DateOrder::day_first; }
    void set_day_first(bool is_day_first);
    [[nodiscard]] bool is_shared() const { return mapping_.is_shared; }
    void set_shared(bool is_shared);

    // Of rows that do not say: who visited, what for and when. The first observer is whoever imports; others only for
    // who may record somebody else's visits.
    [[nodiscard]] const std::vector<std::string>& observers() const { return observers_; }
    [[nodiscard]] std::size_t observer() const;
    void set_observer(std::size_t at);
    [[nodiscard]] static std::vector<std::string> purposes();
    [[nodiscard]] std::size_t purpose() const;
    void set_purpose(std::size_t at);
    [[nodiscard]] int start_minute() const { return mapping_.start_minute; }  // after midnight
    void set_start_minute(int minute);

    // The choices as a mapping file, the same as `import observations --map` reads.
    [[nodiscard]] Result<void> save_choices(const std::filesystem::path& file) const;
    // Those of another time, for the next sheet of the same make. Columns of which the file says nothing are left out.
    // What of the choices did not fit, in words; empty: all did. On an error the choices stay as they were.
    [[nodiscard]] Result<std::string> load_choices(const std::filesystem::path& file);

    // Every row of the file; those that cannot be taken first, then those to look at.
    [[nodiscard]] ShownTable preview() const;
    [[nodiscard]] ShownTable refused_rows() const;  // those that cannot be taken: where, and why
    [[nodiscard]] std::string summary() const;
    [[nodiscard]] bool can_take_in() const { return plan_.added > 0; }
    // Through this document: its connection may be one that can be stopped. What was taken in, in words.
    [[nodiscard]] Result<std::string> take_in(Document& document) const;

private:
    struct Meaning {
        VisitColumn column = VisitColumn::nothing;
        std::string code;
        std::string words;
    };
    struct Stand {
        std::string stands_for;  // as in a mapping
        std::string words;
        bool is_said = true;
    };

    [[nodiscard]] Result<void> list_observers();
    void list_choices();
    void plan_again();
    [[nodiscard]] std::string stands_for(const std::string& word) const;
    [[nodiscard]] std::vector<std::string> take_columns(const std::vector<VisitMapping::Column>& chosen);

    Document& document_;
    VisitSheet sheet_;
    std::vector<std::pair<std::string, std::string>> rubrics_;  // id and title
    std::size_t rubric_at_ = 0;
    std::vector<std::string> observers_;
    std::vector<std::string> observer_keys_;  // as a mapping names them; empty: whoever imports
    Rubric rubric_;
    VisitMapping mapping_;
    std::vector<Meaning> meanings_;
    std::vector<Stand> stands_;
    std::vector<std::string> words_;
    VisitFile file_;
    VisitPlan plan_;
    std::string trouble_;  // why nothing can be planned at all
};

}  // namespace throughline
