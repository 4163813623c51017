// The feedback on a visit as an e-mail message (RFC 5322) for the person's own mail program to open and send.
//
// Throughline sends nothing: the message is marked as unsent (X-Unsent: 1), and the record says "prepared".
// Used by the Observe page and the command line. Promises: UTF-8 throughout, CRLF line ends, lines of at most 76
// characters, no private line, and no header that a name could smuggle in.
#pragma once

#include <string>
#include <vector>

#include "throughline/query/observation.hpp"

namespace throughline {

// A file that goes along.
struct Attachment {
    std::string file_name;
    std::string media_type;  // "text/html; charset=utf-8"
    std::string content;
};

// `visit` as the teacher sees it (FeedbackPreview). A teacher or observer without an address is left out of the
// headers; the mail program then asks.
std::string feedback_message(const ObservationDetail::Detail& visit, const std::vector<Attachment>& attachments = {});

// A file name for it that every system accepts: "Feedback for Ana Ruiz 2026-11-03.eml".
std::string message_file_name(const ObservationDetail::Detail& visit);

}  // namespace throughline
