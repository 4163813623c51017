#include "app/shell/page.hpp"

namespace throughline {

Page::Page(wxWindow* parent, Shell& shell)
    : wxPanel(parent, wxID_ANY, wxDefaultPosition, wxDefaultSize, wxTAB_TRAVERSAL), shell_(shell)
{}

void Page::open(AnyId) {}

}  // namespace throughline
