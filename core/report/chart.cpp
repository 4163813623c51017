#include "throughline/report/chart.hpp"

#include <algorithm>

#include "throughline/base/text.hpp"

namespace throughline::report {
namespace {

void add(std::vector<std::string>& sentences, std::string words)
{
    while (!words.empty() && (words.back() == '.' || words.back() == ' ')) words.pop_back();
    if (!words.empty()) sentences.push_back(std::move(words));
}

template <class Item>
void add_all(std::vector<std::string>& sentences, const std::vector<Item>& items)
{
    for (const auto& item : items) add(sentences, item.words);
}

}  // namespace

std::string Chart::summary() const
{
    std::vector<std::string> sentences;
    add(sentences, subtitle.empty() ? title : title + ", " + subtitle);
    add(sentences, note);
    add_all(sentences, points);
    add_all(sentences, curves);
    add_all(sentences, bands);
    add_all(sentences, bars);
    add_all(sentences, day_marks);
    return join(sentences, ". ") + ".";
}

std::vector<ChartKeyEntry> chart_key(const std::vector<Chart>& charts)
{
    std::vector<ChartKeyEntry> key;
    for (const auto& chart : charts)
        for (const auto& entry : chart.key)
            if (std::ranges::find(key, entry) == key.end()) key.push_back(entry);
    return key;
}

std::string key_summary(const std::vector<ChartKeyEntry>& key)
{
    std::string words = "What the marks mean:";
    for (const auto& entry : key) words += " " + entry.words + ".";
    return words;
}

}  // namespace throughline::report
