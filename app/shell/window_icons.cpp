#include "app/shell/window_icons.hpp"

#include <string>

#include <wx/icon.h>

#include "throughline/base/embedded.hpp"

namespace throughline {

namespace icons {
std::span<const embedded::File> files();  // made by embed_texts()
}

wxBitmapBundle drawing(const char* name, int size)
{
    const std::string svg(embedded::text_of(icons::files(), std::string(name) + ".svg"));
    return wxBitmapBundle::FromSVG(svg.c_str(), wxSize(size, size));
}

wxIconBundle window_icons()
{
    wxIconBundle icons;
    for (const int size : {16, 24, 32, 48, 64, 128}) {
        wxIcon icon;
        icon.CopyFromBitmap(drawing("throughline", size).GetBitmap(wxSize(size, size)));
        icons.AddIcon(icon);
    }
    return icons;
}

}  // namespace throughline
