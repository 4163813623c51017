// Sharing agreements as the teacher's page shows them: begun, signed, printed, revoked.
#include <catch2/catch.hpp>

#include "app/viewmodel/sharing_view_model.hpp"
#include "tests/support/coached_school.hpp"
#include "throughline/report/pdf.hpp"

using namespace throughline;
using namespace throughline::test;

TEST_CASE("an agreement is begun, waits for the teacher, is signed and revoked")
{
    CoachedSchool window;
    SharingViewModel sharing(*window.document, window.school.teacher, "Ana Ruiz");
    must(sharing.load());
    CHECK(sharing.table().rows.empty());
    REQUIRE(sharing.readers().size() == 1);
    CHECK(sharing.readers()[0].name == "Lee Park");
    CHECK(sharing.observers()[0].name == "Cora Coach");  // the actor first
    auto grant = sharing.begin();
    grant.observer_signature = "Cora Coach";
    must(sharing.grant(grant));
    REQUIRE(sharing.table().rows.size() == 1);
    CHECK(sharing.table().rows[0].cells[3] == "Waits for Ana Ruiz");
    CHECK(sharing.words(0).find("Ana Ruiz: not signed yet. Cora Coach: signed Mon 5 Oct at 09:10.") !=
          std::string::npos);
    CHECK(sharing.waits_for(0)->name == "Ana Ruiz");
    CHECK_FALSE(sharing.sign(0, "Ana"));
    must(sharing.sign(0, "Ana Ruiz"));
    CHECK(sharing.table().rows[0].cells[3] == "In force");
    CHECK_FALSE(sharing.waits_for(0));
    must(sharing.revoke(0));
    CHECK(sharing.table().rows[0].cells[3] == "Revoked on Mon 5 Oct");
    CHECK_FALSE(sharing.revoke(7));
}

TEST_CASE("an agreement is printed with both names, and with the signatures that are there")
{
    CoachedSchool window;
    SharingViewModel sharing(*window.document, window.school.teacher, "Ana Ruiz");
    must(sharing.load());
    auto grant = sharing.begin();
    grant.teacher_signature = "Ana Ruiz";
    must(sharing.grant(grant));
    CHECK_FALSE(sharing.paper(3));
    const auto paper = sharing.paper(0);
    REQUIRE(paper);
    const auto& signatures = std::get<report::Table>(paper->blocks[1]);
    CHECK(signatures.rows[0] == std::vector<std::string>{"Ana Ruiz", "Ana Ruiz", "Mon 5 Oct"});
    CHECK(signatures.rows[1] == std::vector<std::string>{"Cora Coach", "", ""});
    CHECK(must(report::as_pdf(*paper)).starts_with("%PDF-"));
}
