#include "core/report/pdf_table.hpp"

#include <algorithm>
#include <cassert>
#include <numeric>

namespace throughline::report {
namespace {

constexpr double cell_gap = 10;  // between columns
constexpr double padding = 3;    // above and below a cell's words

TextStyle cell_style() { return {9.5, false, light_colours().text}; }
TextStyle row_head_style() { return {9.5, true, light_colours().text}; }
TextStyle head_style() { return {8.5, true, light_colours().quiet_text}; }
TextStyle caption_style() { return {9.5, true, light_colours().text}; }

struct Column {
    double x = 0;
    double width = 0;
};

std::vector<Column> columns_of(const Table& table, const Sheets& sheets)
{
    std::vector<int> shares = table.shares;
    shares.resize(table.heads.size(), 1);
    const double whole = std::accumulate(shares.begin(), shares.end(), 0);
    const double room = sheets.width() - cell_gap * static_cast<double>(shares.size() - 1);
    std::vector<Column> columns;
    double x = sheets.left();
    for (const int share : shares) {
        columns.push_back({x, room * share / whole});
        x += columns.back().width + cell_gap;
    }
    return columns;
}

void rule(Sheets& sheets, double thickness)
{
    sheets.paint(
        [left = sheets.left(), right = sheets.left() + sheets.width(), y = sheets.y(), thickness](cairo_t* cairo) {
            const auto colour = light_colours().card_edge;
            cairo_set_source_rgb(cairo, colour.red / 255.0, colour.green / 255.0, colour.blue / 255.0);
            cairo_set_line_width(cairo, thickness);
            cairo_move_to(cairo, left, y);
            cairo_line_to(cairo, right, y);
            cairo_stroke(cairo);
        });
}

// One row as it is set: how far each cell has been painted.
class Row {
public:
    struct Cell {
        SetText text;
        std::vector<SetText::Line> lines;
        std::size_t painted = 0;
    };

    Row(const std::vector<std::string>& texts, const std::vector<Column>& columns, const TextSetter& setter,
        const TextStyle& first, const TextStyle& others)
    {
        for (std::size_t index = 0; index < texts.size(); ++index) {
            auto text = setter.set(texts[index], index == 0 ? first : others, columns[index].width);
            auto lines = text.lines();
            cells_.push_back({std::move(text), std::move(lines), 0});
        }
    }

    [[nodiscard]] double height() const
    {
        double most = 0;
        for (const auto& cell : cells_)
            if (cell.painted < cell.lines.size())
                most = std::max(most, cell.lines.back().bottom - cell.lines[cell.painted].top);
        return most + 2 * padding;
    }
    [[nodiscard]] bool is_done() const
    {
        return std::ranges::all_of(cells_, [](const Cell& cell) { return cell.painted == cell.lines.size(); });
    }

    // As many lines as fit into `room`, but one at least; gives the height that they take.
    double paint(Sheets& sheets, const std::vector<Column>& columns, const char* first_tag, const char* tag,
                 double room)
    {
        double height = 0;
        for (std::size_t index = 0; index < cells_.size(); ++index) {
            auto& cell = cells_[index];
            const auto from = cell.painted;
            auto to = from;
            while (to < cell.lines.size() &&
                   (to == from || cell.lines[to].bottom - cell.lines[from].top + 2 * padding <= room))
                ++to;
            if (to > from) height = std::max(height, cell.lines[to - 1].bottom - cell.lines[from].top);
            const auto ink = [text = cell.text, x = columns[index].x, y = sheets.y() + padding, from,
                              to](cairo_t* cairo) { text.paint(cairo, x, y, from, to); };
            const auto* cell_tag = index == 0 ? first_tag : tag;
            if (cell_tag != nullptr)
                sheets.tagged(cell_tag, ink);
            else
                sheets.paint(ink);
            cell.painted = to;
        }
        return height + 2 * padding;
    }

private:
    std::vector<Cell> cells_;
};

}  // namespace

void lay_table(Sheets& sheets, const TextSetter& setter, const Table& table)
{
    assert(!table.heads.empty());
    const auto columns = columns_of(table, sheets);
    const auto caption = setter.set(table.caption, caption_style(), sheets.width());
    const auto heads = [&] { return Row(table.heads, columns, setter, head_style(), head_style()); };
    const double heads_height = heads().height();
    const auto first_style = table.first_names_row ? row_head_style() : cell_style();
    const double first_height =
        table.rows.empty() ? 0 : Row(table.rows.front(), columns, setter, first_style, cell_style()).height();
    sheets.need(std::min(caption.height() + heads_height + first_height, sheets.room_of_a_sheet()));

    sheets.begin("Table");
    sheets.flow("Caption", caption, sheets.left());
    sheets.begin("TR");
    sheets.take(heads().paint(sheets, columns, "TH", "TH", heads_height));
    sheets.end("TR");
    rule(sheets, 1.2);
    for (const auto& texts : table.rows) {
        assert(texts.size() == table.heads.size());
        Row row(texts, columns, setter, first_style, cell_style());
        bool is_whole = true;
        while (!row.is_done()) {
            const bool may_split = row.height() + heads_height > sheets.room_of_a_sheet();
            const double line = 2 * padding + cell_style().size * 1.5;
            if (row.height() > sheets.room() && (!may_split || sheets.room() < 3 * line) && !sheets.is_at_top()) {
                sheets.new_sheet();
                sheets.take(heads().paint(sheets, columns, nullptr, nullptr, heads_height));
                rule(sheets, 1.2);
            }
            // The rest of a row that was cut has no head of its own.
            const auto* first_tag = table.first_names_row && is_whole ? "TH" : "TD";
            sheets.begin("TR");
            sheets.take(row.paint(sheets, columns, first_tag, "TD", sheets.room()));
            sheets.end("TR");
            rule(sheets, 0.6);
            is_whole = false;
        }
    }
    sheets.end("Table");
}

}  // namespace throughline::report
