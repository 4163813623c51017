// The feedback's blocks as a text to read in a ReadingView.
#pragma once

#include <vector>

#include "app/viewmodel/reading_text.hpp"
#include "throughline/exchange/feedback_text.hpp"

namespace throughline {

inline ReadingText reading_text(const std::vector<FeedbackBlock>& blocks)
{
    ReadingText text;
    for (const auto& block : blocks) {
        switch (block.kind) {
            case FeedbackBlock::Kind::title:
                text.push_back(heading_paragraph(block.text));
                break;
            case FeedbackBlock::Kind::heading:
                text.push_back(subheading_paragraph(block.text));
                break;
            case FeedbackBlock::Kind::quiet:
                text.push_back(quiet_paragraph(block.text));
                break;
            case FeedbackBlock::Kind::item:
                text.push_back(plain_paragraph("•  " + block.text));
                break;
            case FeedbackBlock::Kind::paragraph:
                text.push_back(plain_paragraph(block.text));
                break;
        }
    }
    return text;
}

}  // namespace throughline
