#include "app/widget/chooser_dialog.hpp"

#include <wx/button.h>
#include <wx/sizer.h>
#include <wx/textctrl.h>

#include "app/widget/labelled.hpp"
#include "app/widget/table_view.hpp"
#include "app/widget/theme.hpp"
#include "app/widget/utf8.hpp"

namespace throughline {

namespace {

constexpr int rows_a_page = 10;

}  // namespace

ChooserDialog::ChooserDialog(wxWindow* parent, const Words& words, ChooserViewModel view_model)
    : StandardDialog(parent, to_wx(words.title)), view_model_(std::move(view_model)), has_keys_(words.has_keys)
{
    const auto field = labelled(this, to_wx(words.field), [this] {
        return new wxTextCtrl(this, wxID_ANY, {}, wxDefaultPosition, wxDefaultSize, wxTE_PROCESS_ENTER);
    });
    field_ = field.control;
    field.add_above(content());

    std::vector<TableColumn> columns{{"Name", has_keys_ ? 300 : 200}, {"About", has_keys_ ? 200 : 430}};
    if (has_keys_) columns.push_back({"Key", 110});
    list_ = new TableView(this, words.list, columns);
    list_->SetMinSize(FromDIP(wxSize(660, 320)));
    content()->Add(list_, wxSizerFlags(1).Expand().Border(wxTOP, theme::wide_gap(this)));
    if (!words.hint.empty())
        content()->Add(theme::quiet(this, to_wx(words.hint)), wxSizerFlags().Border(wxTOP, theme::gap(this)));
    finish(to_wx(words.accept));

    field_->Bind(wxEVT_TEXT, [this](wxCommandEvent&) {
        view_model_.type(to_utf8(field_->GetValue()));
        show_rows();
    });
    field_->Bind(wxEVT_TEXT_ENTER, [this](wxCommandEvent&) { accept(); });
    field_->Bind(wxEVT_KEY_DOWN, [this](wxKeyEvent& event) {
        if (!walk(event.GetKeyCode())) event.Skip();
    });
    list_->on_select = [this] {
        if (const auto row = list_->selected_row()) view_model_.select(*row);
    };
    list_->on_activate = [this](std::size_t row) {
        view_model_.select(row);
        accept();
    };
    accept_button()->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { accept(); });
    show_rows();
    field_->SetFocus();
}

void ChooserDialog::choose()
{
    if (ShowModal() != wxID_OK) return;
    const auto row = view_model_.selected();
    if (!row) return;
    const auto run = view_model_.rows()[*row].choose;
    Hide();
    run();
}

void ChooserDialog::show_rows()
{
    std::vector<TableRow> rows;
    for (const auto& row : view_model_.rows()) {
        TableRow shown{{}, {row.name, row.detail}, {}};
        if (has_keys_) shown.cells.push_back(row.key);
        rows.push_back(std::move(shown));
    }
    list_->set_rows(std::move(rows));
    accept_button()->Enable(view_model_.selected().has_value());
    show_selection();
}

void ChooserDialog::show_selection()
{
    if (const auto row = view_model_.selected()) list_->select(*row);
}

bool ChooserDialog::walk(int key_code)
{
    switch (key_code) {
        case WXK_DOWN:
            view_model_.move(1);
            break;
        case WXK_UP:
            view_model_.move(-1);
            break;
        case WXK_PAGEDOWN:
            view_model_.move(rows_a_page);
            break;
        case WXK_PAGEUP:
            view_model_.move(-rows_a_page);
            break;
        default:
            return false;
    }
    show_selection();
    return true;
}

void ChooserDialog::accept()
{
    if (view_model_.selected()) EndModal(wxID_OK);
}

}  // namespace throughline
