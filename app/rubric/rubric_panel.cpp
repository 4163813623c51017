#include "app/rubric/rubric_panel.hpp"

#include <map>

#include <wx/button.h>
#include <wx/dataview.h>

#include "app/platform/accessible_name.hpp"
#include "app/viewmodel/rubric_view_model.hpp"
#include "app/widget/chip.hpp"
#include "app/widget/page_header.hpp"
#include "app/widget/reading_view.hpp"
#include "app/widget/theme.hpp"
#include "app/widget/utf8.hpp"

namespace throughline {

namespace {

// The row's code, kept with its place in the tree.
class NodeCode : public wxClientData {
public:
    explicit NodeCode(std::string code) : code_(std::move(code)) {}
    [[nodiscard]] const std::string& code() const { return code_; }

private:
    std::string code_;
};

class RubricPanel : public Page {
public:
    RubricPanel(wxWindow* parent, Shell& shell);

    [[nodiscard]] std::string title() const override;
    [[nodiscard]] std::string help_topic() const override { return "rubrics"; }
    void open(AnyId record) override;
    void shown() override;
    void refresh(const ChangeSet& changes) override;

private:
    void show();
    void grow_tree();
    void describe();

    RubricViewModel view_model_;
    PageHeader header_;
    Chip* state_ = nullptr;
    wxDataViewTreeCtrl* tree_ = nullptr;
    ReadingView* words_ = nullptr;
    RubricVersionId grown_;  // whose rows the tree shows
};

RubricPanel::RubricPanel(wxWindow* parent, Shell& shell_of_page)
    : Page(parent, shell_of_page), view_model_(shell_of_page.document())
{
    auto* column = new wxBoxSizer(wxVERTICAL);
    header_ = page_header(this, {});
    state_ = new Chip(this, {}, Tone::calm);
    header_.add_action(state_);
    auto* all = new wxButton(this, wxID_ANY, "&All rubrics");
    header_.add_action(all);
    column->Add(header_.sizer, wxSizerFlags().Expand());
    column->AddSpacer(theme::wide_gap(this));
    tree_ = new wxDataViewTreeCtrl(this, wxID_ANY, wxDefaultPosition, wxDefaultSize,
                                   wxDV_SINGLE | wxDV_NO_HEADER | wxDV_ROW_LINES);
    set_accessible_name(tree_, "Rows of the rubric");
    words_ = new ReadingView(this, "What the row means");
    auto* row = new wxBoxSizer(wxHORIZONTAL);
    row->Add(tree_, wxSizerFlags(2).Expand());
    row->AddSpacer(theme::wide_gap(this));
    row->Add(words_, wxSizerFlags(3).Expand());
    column->Add(row, wxSizerFlags(1).Expand());
    auto* outer = new wxBoxSizer(wxVERTICAL);
    outer->Add(column, wxSizerFlags(1).Expand().Border(wxALL, theme::margin(this)));
    SetSizer(outer);

    all->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { shell().show_page(PageId::rubrics); });
    tree_->Bind(wxEVT_DATAVIEW_SELECTION_CHANGED, [this](wxDataViewEvent&) { describe(); });
}

std::string RubricPanel::title() const
{
    return view_model_.version().is_nil() ? "Rubric" : view_model_.rubric().title;
}

void RubricPanel::open(AnyId record) { shell().accept(view_model_.open(as<RubricVersionId>(record))); }

void RubricPanel::shown()
{
    if (view_model_.version().is_nil()) return;
    show();
    tree_->SetFocus();
}

void RubricPanel::refresh(const ChangeSet& changes)
{
    if (view_model_.version().is_nil() || !concerns(changes, {Noun::rubric_version, Noun::observation})) return;
    if (shell().accept(view_model_.refresh())) show();
}

void RubricPanel::show()
{
    const auto& rubric = view_model_.rubric();
    set_text(header_.title, to_wx(rubric.title));
    set_text(header_.second_line, to_wx("Version " + rubric.version + "  ·  " + rubric.licence));
    state_->set(to_wx(view_model_.state_words()), Tone::calm);
    if (grown_ != view_model_.version()) grow_tree();
    describe();
    Layout();
}

void RubricPanel::grow_tree()
{
    grown_ = view_model_.version();
    tree_->DeleteAllItems();
    std::map<std::string, wxDataViewItem> places;
    const auto& rubric = view_model_.rubric();
    // All as containers, with rows or without: the control puts containers before other rows, which is not our order.
    const auto about = tree_->AppendContainer({}, "About this rubric", -1, -1, new NodeCode({}));
    for (const auto& node : rubric.nodes) {
        const auto parent = places.find(node.parent_code);
        const auto below = parent == places.end() ? wxDataViewItem() : parent->second;
        const auto words = to_wx(RubricViewModel::node_words(node));
        places[node.code] = tree_->AppendContainer(below, words, -1, -1, new NodeCode(node.code));
    }
    // Domains open, so that all that is rated as a whole is in sight.
    for (const auto& node : rubric.nodes)
        if (node.parent_code.empty()) tree_->Expand(places[node.code]);
    tree_->Select(about);
    tree_->SetCurrentItem(about);
}

void RubricPanel::describe()
{
    const auto item = tree_->GetSelection();
    const auto* code = item.IsOk() ? dynamic_cast<const NodeCode*>(tree_->GetItemData(item)) : nullptr;
    words_->show(code && !code->code().empty() ? view_model_.describe(code->code()) : view_model_.about());
}

}  // namespace

Page* make_rubric_page(wxWindow* parent, Shell& shell) { return new RubricPanel(parent, shell); }

}  // namespace throughline
