#include "app/rubrics/rubrics_panel.hpp"

#include <filesystem>

#include <wx/button.h>
#include <wx/checkbox.h>
#include <wx/filedlg.h>

#include "app/viewmodel/rubrics_view_model.hpp"
#include "app/viewmodel/saved_file.hpp"
#include "app/widget/empty_note.hpp"
#include "app/widget/page_header.hpp"
#include "app/widget/table_view.hpp"
#include "app/widget/theme.hpp"
#include "app/widget/utf8.hpp"
#include "throughline/base/text.hpp"

namespace throughline {

namespace {

class RubricsPanel : public Page {
public:
    RubricsPanel(wxWindow* parent, Shell& shell);

    [[nodiscard]] std::string title() const override { return "Rubrics"; }
    [[nodiscard]] std::string help_topic() const override { return "rubrics"; }
    void shown() override;
    void refresh(const ChangeSet& changes) override;
    [[nodiscard]] std::vector<MenuCommand> commands() override;

private:
    void make_problems(wxSizer* column);
    void show();
    void open_selected();
    void choose_file();
    void add_file(const std::string& path);
    void close_problems();

    RubricsViewModel view_model_;
    PageHeader header_;
    TableView* list_ = nullptr;
    EmptyNote* empty_ = nullptr;
    wxPanel* problems_ = nullptr;
    wxStaticText* problem_title_ = nullptr;
    TableView* problem_list_ = nullptr;
};

RubricsPanel::RubricsPanel(wxWindow* parent, Shell& shell_of_page)
    : Page(parent, shell_of_page), view_model_(shell_of_page.document())
{
    auto* column = new wxBoxSizer(wxVERTICAL);
    header_ = page_header(this, "Rubrics");
    auto* read = new wxButton(this, wxID_ANY, "Rea&d");
    auto* add = new wxButton(this, wxID_ANY, "&Add a rubric file...");
    header_.add_action(read);
    header_.add_action(add);
    column->Add(header_.sizer, wxSizerFlags().Expand());
    column->AddSpacer(theme::wide_gap(this));
    make_problems(column);
    list_ = new TableView(this, "Rubrics", {{"Rubric", 360}, {"Version", 110}, {"Licence", 170}, {"Use", 260}});
    empty_ = new EmptyNote(this, list_);
    column->Add(list_, wxSizerFlags(1).Expand());
    column->Add(empty_, wxSizerFlags(1).Expand());
    auto* older = new wxCheckBox(this, wxID_ANY, "With &older versions");
    column->Add(older, wxSizerFlags().Border(wxTOP, theme::gap(this)));
    auto* outer = new wxBoxSizer(wxVERTICAL);
    outer->Add(column, wxSizerFlags(1).Expand().Border(wxALL, theme::margin(this)));
    SetSizer(outer);

    read->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { open_selected(); });
    add->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { choose_file(); });
    older->Bind(wxEVT_CHECKBOX, [this](wxCommandEvent& event) {
        if (shell().accept(view_model_.show_all_versions(event.IsChecked()))) show();
    });
    list_->on_activate = [this](std::size_t) { open_selected(); };
}

void RubricsPanel::make_problems(wxSizer* column)
{
    problems_ = new wxPanel(this);
    auto* inner = new wxBoxSizer(wxVERTICAL);
    problem_title_ = theme::section_heading(problems_, {});
    inner->Add(problem_title_, wxSizerFlags().Border(wxBOTTOM, theme::gap(this)));
    problem_list_ = new TableView(problems_, "What is wrong in the file", {{"Place", 220}, {"What is wrong", 500}});
    problem_list_->SetMinSize(FromDIP(wxSize(-1, 150)));
    inner->Add(problem_list_, wxSizerFlags(1).Expand());
    auto* close = new wxButton(problems_, wxID_ANY, "&Close this list");
    inner->Add(close, wxSizerFlags().Border(wxTOP | wxBOTTOM, theme::gap(this)));
    problems_->SetSizer(inner);
    problems_->Hide();
    column->Add(problems_, wxSizerFlags(1).Expand());
    close->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { close_problems(); });
}

void RubricsPanel::shown()
{
    if (shell().accept(view_model_.refresh())) show();
    if (!list_->selected_row() && !list_->rows().empty()) list_->select(0);
    list_->SetFocus();
}

void RubricsPanel::refresh(const ChangeSet& changes)
{
    if (!concerns(changes, {Noun::rubric_version, Noun::observation})) return;
    if (shell().accept(view_model_.refresh())) show();
}

void RubricsPanel::show()
{
    list_->set_rows(view_model_.rows());
    set_text(header_.second_line, to_wx(counted(static_cast<std::int64_t>(view_model_.rubrics().size()), "rubric")));
    empty_->say(view_model_.rubrics().empty() ? "No rubric is here. Add a rubric file." : "");
    problem_list_->set_rows(view_model_.problem_rows());
    problems_->Show(!view_model_.problems().empty());
    Layout();
}

void RubricsPanel::open_selected()
{
    if (const auto id = list_->selected_id()) shell().open_rubric(as<RubricVersionId>(*id));
}

void RubricsPanel::choose_file()
{
    wxFileDialog dialog(shell().window(), "Add a rubric file", {}, {}, "Rubric files (*.json)|*.json|All files|*",
                        wxFD_OPEN | wxFD_FILE_MUST_EXIST);
    if (dialog.ShowModal() == wxID_OK) add_file(to_utf8(dialog.GetPath()));
}

void RubricsPanel::add_file(const std::string& path)
{
    const auto text = read_file(path, "a rubric file");
    if (!shell().accept(text)) return;
    const auto added = view_model_.add(*text);
    if (!shell().accept(added)) return;
    set_text(problem_title_, to_wx(std::filesystem::path(path).filename().string() + " was not added: " +
                                   counted(static_cast<std::int64_t>(view_model_.problems().size()), "problem")));
    show();
    if (!*added) {
        problem_list_->select(0);
        problem_list_->SetFocus();
        return;
    }
    for (std::size_t row = 0; row < view_model_.rubrics().size(); ++row)
        if (view_model_.rubrics()[row].version_id == view_model_.added()) {
            list_->select(row);
            shell().notify(view_model_.rubrics()[row].title + " was added.");
        }
    list_->SetFocus();
}

void RubricsPanel::close_problems()
{
    view_model_.forget_problems();
    show();
    list_->SetFocus();
}

std::vector<MenuCommand> RubricsPanel::commands()
{
    return {
        {"rubrics.read",
         "Rubric",
         "Read the rubric",
         {},
         "Its rows, what each level means, and its licence.",
         [this] { open_selected(); },
         [this] { return list_->selected_row().has_value(); },
         {},
         false},
        {"rubrics.add",
         "Rubric",
         "Add a rubric file...",
         {},
         "Checks the file and adds it, or lists what is wrong in it.",
         [this] { choose_file(); },
         {},
         {},
         false},
    };
}

}  // namespace

Page* make_rubrics_page(wxWindow* parent, Shell& shell) { return new RubricsPanel(parent, shell); }

}  // namespace throughline
