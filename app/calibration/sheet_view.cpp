#include "app/calibration/sheet_view.hpp"

#include <wx/button.h>
#include <wx/sizer.h>
#include <wx/stattext.h>

#include "app/observe/row_detail.hpp"
#include "app/platform/accessible_name.hpp"
#include "app/platform/wrapped_column.hpp"
#include "app/widget/draft_text.hpp"
#include "app/widget/labelled.hpp"
#include "app/widget/table_view.hpp"
#include "app/widget/theme.hpp"
#include "app/widget/utf8.hpp"
#include "app/widget/wrapped_text.hpp"
#include "app/widget/writing_field.hpp"
#include "throughline/command/calibration.hpp"

namespace throughline {

namespace {

constexpr int code_width = 48;
constexpr int mark_width = 140;
constexpr int words_width = 60;
constexpr int edge_width = 8;
constexpr unsigned title_column = 1;

constexpr const char* keys_hint =
    "Arrows choose a row. 1 to 9 set its level, n not observed, a not applicable, Backspace clears.";

}  // namespace

SheetView::SheetView(wxWindow* parent, Shell& shell, RatingSheetViewModel& sheet)
    : wxPanel(parent), shell_(shell), sheet_(sheet), progress_(new WrappedText(this, {}))
{
    rows_ = new TableView(this, "Rows to rate in this session",
                          {{"Code", code_width}, {"Row", 200}, {"Mark", mark_width}, {"Words", words_width}});
    rows_->SetMinSize(wxSize(FromDIP(260), -1));
    submit_ = new wxButton(this, wxID_ANY, "S&ubmit my ratings");
    detail_ = new RowDetail(this);
    const auto words = labelled(this, "&What you saw or heard", [this] { return writing_field(this, 3); });
    words_label_ = words.label;
    words_ = std::make_unique<DraftText>(words.control, shell.drafts());
    hint_ = theme::quiet(this, keys_hint);
    hint_->SetWindowStyleFlag(hint_->GetWindowStyleFlag() | wxST_ELLIPSIZE_END);

    auto* top = new wxBoxSizer(wxHORIZONTAL);
    top->Add(progress_, wxSizerFlags(1).CenterVertical());
    top->Add(submit_, wxSizerFlags().CenterVertical().Border(wxLEFT, theme::wide_gap(this)));
    auto* right = new wxBoxSizer(wxVERTICAL);
    right->Add(detail_, wxSizerFlags(1).Expand());
    words.add_above(right, wxSizerFlags().Expand());
    auto* sides = new wxBoxSizer(wxHORIZONTAL);
    sides->Add(rows_, wxSizerFlags(5).Expand());
    sides->Add(right, wxSizerFlags(5).Expand().Border(wxLEFT, theme::group_gap(this)));
    auto* column = new wxBoxSizer(wxVERTICAL);
    column->Add(top, wxSizerFlags().Expand().Border(wxBOTTOM, theme::wide_gap(this)));
    column->Add(sides, wxSizerFlags(1).Expand());
    column->Add(hint_, wxSizerFlags().Expand().Border(wxTOP, theme::gap(this)));
    SetSizer(column);

    rows_->on_select = [this] {
        if (selecting_) return;
        if (const auto row = rows_->selected_row()) sheet_.select(*row);
        hint_->SetLabelText(keys_hint);
        show();
    };
    rows_->Bind(wxEVT_CHAR_HOOK, [this](wxKeyEvent& event) {
        if (!on_key(event)) event.Skip();
    });
    submit_->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) {
        if (on_submit) on_submit();
    });
    detail_->on_choose = [this](std::optional<Rating> rating) {
        say(sheet_.mark(rating));
        show();
    };
    Bind(wxEVT_SIZE, [this](wxSizeEvent& event) {
        event.Skip();
        CallAfter([this] { fit(); });
    });
}

SheetView::~SheetView() = default;

void SheetView::show()
{
    const bool may_change = sheet_.may_change();
    if (progress_->set_text(to_wx(sheet_.progress_words()))) fit();
    submit_->Show(!sheet_.sheet().is_master);
    submit_->Enable(may_change);
    const wxString label = sheet_.sheet().is_master ? "&Why this rating" : "&What you saw or heard";
    if (words_label_->GetLabel() != label) {
        words_label_->SetLabel(label);
        set_accessible_name(words_->control(), wxStaticText::RemoveMnemonics(label));
    }
    selecting_ = true;
    rows_->set_rows(sheet_.rows());
    if (rows_->selected_row() != sheet_.selected()) rows_->select(sheet_.selected());
    selecting_ = false;
    detail_->show(sheet_.beside(), may_change);
    bind_words();
    Layout();
}

void SheetView::bind_words()
{
    const auto* row = sheet_.row();
    words_->control()->SetEditable(row != nullptr && sheet_.may_change());
    if (row == nullptr) return words_->unbind();
    words_->bind(any(sheet_.sheet().session.id), words_field(row->code), row->words,
                 [this, code = row->code](const std::string& text, const std::string& was) {
                     return sheet_.write(code, text, was);
                 });
}

void SheetView::focus() { rows_->SetFocus(); }

bool SheetView::on_key(const wxKeyEvent& event)
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
    if (mark == 0 || !sheet_.may_change()) return false;
    say(sheet_.press(mark));
    show();
    return true;
}

void SheetView::fit()
{
    const int room = GetClientSize().GetWidth() - submit_->GetSize().GetWidth() - 2 * theme::wide_gap(this);
    if (progress_->fit(room)) Layout();
    const int others = code_width + mark_width + words_width + edge_width;
    const int width = rows_->GetClientSize().GetWidth() - FromDIP(others);
    wrap_column(rows_, title_column, std::max(width, FromDIP(100)));
}

void SheetView::say(const Result<void>& done)
{
    if (done) return hint_->SetLabelText(keys_hint);
    if (done.error().code != ErrorCode::invalid) return shell_.report(done.error());
    hint_->SetLabelText(to_wx(done.error().text()));
    set_accessible_description(rows_, to_wx(done.error().text()));
}

}  // namespace throughline
