#include "app/observe/ratings_pane.hpp"

#include <wx/checkbox.h>
#include <wx/sizer.h>
#include <wx/stattext.h>

#include "app/observe/row_detail.hpp"
#include "app/platform/accessible_name.hpp"
#include "app/platform/wrapped_column.hpp"
#include "app/widget/table_view.hpp"
#include "app/widget/theme.hpp"
#include "app/widget/utf8.hpp"

namespace throughline {

namespace {

enum Column : unsigned { code_column, title_column, mark_column, lines_column, last_column };

constexpr int code_width = 48;
constexpr int mark_width = 130;
constexpr int lines_width = 56;
constexpr int edge_width = 8;

constexpr const char* keys_hint =
    "Arrows choose a row. 1 to 9 set its level, n not observed, a not applicable, "
    "Backspace clears.";

}  // namespace

RatingsPane::RatingsPane(wxWindow* parent, Shell& shell, ObserveViewModel& page)
    : wxPanel(parent), shell_(shell), page_(page), ratings_(page.ratings())
{
    rows_ = new TableView(this, "Rows to rate",
                          {{"Code", code_width},
                           {"Row", 200},
                           {"Mark", mark_width},
                           {"Lines", lines_width, false, true},
                           {"Last time", mark_width}});
    rows_->SetMinSize(wxSize(FromDIP(260), -1));
    hint_ = theme::quiet(this, keys_hint);
    hint_->SetWindowStyleFlag(hint_->GetWindowStyleFlag() | wxST_ELLIPSIZE_END);
    last_ = new wxCheckBox(this, wxID_ANY, "Show &last time's ratings");
    detail_ = new RowDetail(this);

    auto* left = new wxBoxSizer(wxVERTICAL);
    left->Add(rows_, wxSizerFlags(1).Expand());
    left->Add(last_, wxSizerFlags().Border(wxTOP, theme::gap(this)));
    auto* sides = new wxBoxSizer(wxHORIZONTAL);
    sides->Add(left, wxSizerFlags(5).Expand());
    sides->Add(detail_, wxSizerFlags(5).Expand().Border(wxLEFT, theme::group_gap(this)));
    auto* column = new wxBoxSizer(wxVERTICAL);
    column->Add(sides, wxSizerFlags(1).Expand());
    column->Add(hint_, wxSizerFlags().Expand().Border(wxTOP, theme::gap(this)));
    auto* outer = new wxBoxSizer(wxVERTICAL);
    outer->Add(column, wxSizerFlags(1).Expand().Border(wxALL, theme::wide_gap(this)));
    SetSizer(outer);

    rows_->on_select = [this] {
        if (selecting_) return;
        if (const auto row = rows_->selected_row()) ratings_.select(*row);
        hint_->SetLabelText(keys_hint);
    };
    rows_->Bind(wxEVT_CHAR_HOOK, [this](wxKeyEvent& event) {
        if (!on_key(event)) event.Skip();
    });
    last_->Bind(wxEVT_CHECKBOX, [this](wxCommandEvent& event) { ratings_.show_last(event.IsChecked()); });
    detail_->on_choose = [this](std::optional<Rating> rating) { say(ratings_.mark(rating)); };
    changes_ = ratings_.on_change.connect([this] { show(); });
    Bind(wxEVT_SIZE, [this](wxSizeEvent& event) {
        event.Skip();
        CallAfter([this] { fit_columns(); });
    });
}

void RatingsPane::show()
{
    std::vector<TableRow> rows;
    for (const auto& row : ratings_.rows()) {
        TableRow shown;
        shown.cells = {row.code, row.title, row.mark, row.line_count > 0 ? std::to_string(row.line_count) : "",
                       row.last};
        // The code is unique in the rubric, and so names the row for as long as the list lives.
        for (std::size_t i = 0; i < row.code.size() && i < shown.id.bytes.size(); ++i)
            shown.id.bytes[i] = static_cast<std::uint8_t>(row.code[i]);
        if (row.takes_mark && !row.is_blank) {
            shown.tinted_cell = mark_column;
            shown.tone = row.tone;
        }
        if (!row.takes_mark) shown.look = TableRow::Look::quiet;
        rows.push_back(std::move(shown));
    }
    selecting_ = true;
    rows_->set_rows(std::move(rows));
    if (rows_->selected_row() != ratings_.selected()) rows_->select(ratings_.selected());
    selecting_ = false;
    if (rows_->GetColumn(last_column)->IsHidden() == ratings_.shows_last()) {
        rows_->GetColumn(last_column)->SetHidden(!ratings_.shows_last());
        fit_columns();
    }
    last_->SetValue(ratings_.shows_last());
    detail_->show(ratings_.beside(), page_.visit().may_change());
}

void RatingsPane::focus() { rows_->SetFocus(); }

void RatingsPane::toggle_last_time() { ratings_.show_last(!ratings_.shows_last()); }

bool RatingsPane::on_key(const wxKeyEvent& event)
{
    const auto modifiers = event.GetModifiers();
    if (modifiers != wxMOD_NONE && modifiers != wxMOD_SHIFT) return false;
    const auto key = event.GetKeyCode();
    char mark = 0;
    if (key == WXK_BACK || key == WXK_DELETE) mark = RatingsViewModel::clear_key;
    if (key >= WXK_NUMPAD0 && key <= WXK_NUMPAD9) mark = static_cast<char>('0' + (key - WXK_NUMPAD0));
    if (key >= '0' && key <= '9') mark = static_cast<char>(key);
    if (key == 'N') mark = 'n';
    if (key == 'A') mark = 'a';
    if (key == 'L') {
        toggle_last_time();
        return true;
    }
    if (mark == 0) return false;
    say(ratings_.press(mark));
    return true;
}

void RatingsPane::fit_columns()
{
    const int others = code_width + mark_width + lines_width + (ratings_.shows_last() ? mark_width : 0) + edge_width;
    const int width = rows_->GetClientSize().GetWidth() - FromDIP(others);
    wrap_column(rows_, title_column, std::max(width, FromDIP(100)));
}

void RatingsPane::say(const Result<void>& done)
{
    if (done) return hint_->SetLabelText(keys_hint);
    if (done.error().code != ErrorCode::invalid) return shell_.report(done.error());
    hint_->SetLabelText(to_wx(done.error().text()));
    set_accessible_description(rows_, to_wx(done.error().text()));
}

}  // namespace throughline
