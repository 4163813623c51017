"""A packet in a real browser, from the coach's file to the teacher's answer and back.

Called with the path of throughline-cli. Each function called test_... is a test; a failed one says where and the others
still run.
"""
import base64
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import traceback
import urllib.parse

sys.dont_write_bytecode = True  # nothing is left in the sources

from browser import Browser

CLI = os.path.abspath(sys.argv[1])
COACH = "coach@school.example"
TEACHER = "ana@school.example"
HOSTILE_NAME = "\u202e<img src=x onerror=alert(1)> \"O'Neil\" שלום \U0001f469\u200d\U0001f3eb"
VISIT = {
    "teacher": TEACHER, "observer": COACH, "rubric": "teach-primary", "purpose": "coaching",
    "started_at": "2026-10-05T09:10:00", "minutes": 15, "subject": "Math", "grade": "6", "students_present": 27,
    "evidence": [{"at": "00:01:30", "speaker": "teacher", "text": "Who can explain why?", "indicators": ["6.1"]},
                 {"at": "00:02:10", "speaker": "student",
                  "text": "</style></script><script>document.title='broken'</script>" + "x" * 300},
                 {"at": "00:03:00", "text": "ask about grouping", "private": True}],
    "ratings": {"6": 4, "6.1": "High", "1.3": "not-applicable", "2": "not-observed"},
    "strength": "Open questions with wait time", "growth_area": "<b onclick=alert(1)>Reasons</b> stay with one student",
    "action_step": {"text": "Ask one student to restate another's reason", "indicators": ["6"],
                    "check_on": "2026-10-12"},
}


class School:
    """A workspace in a folder of its own, with one shared visit."""

    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="throughline-packet-")
        self.number = 0
        self.file("staff.csv", "Name,Email,Role,School,Staff ID\n"
                  f"Ana Ruiz,{TEACHER},Teacher,Sample School,T1\n"
                  f"Cora Coach,{COACH},Instructional coach,Sample School,C1\n"
                  f"\"{HOSTILE_NAME.replace(chr(34), chr(34) * 2)}\",odd@school.example,Teacher,Sample School,T2\n")
        self.run("new", "school.throughline", "--school", "Sample School", "--year-start", "2026-08-24", "--year-end",
                 "2027-06-18")
        self.run("import", "roster", "staff.csv")
        self.visit = self.shared_visit(VISIT)

    def shared_visit(self, document):
        self.file("visit.json", json.dumps(document))
        visit = json.loads(self.run("observe", "visit.json", "--json"))["id"]
        self.run("share", visit)
        return visit

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.folder)

    def path(self, name):
        return os.path.join(self.folder, name)

    def file(self, name, text):
        with open(self.path(name), "w", encoding="utf-8") as file:
            file.write(text)
        return name

    def call(self, *arguments, on="2026-10-05"):
        command = [CLI, "--workspace", "school.throughline", "--on", on, *arguments]
        return subprocess.run(command, cwd=self.folder, capture_output=True, text=True, timeout=60, check=False)

    def run(self, *arguments, **options):
        done = self.call(*arguments, **options)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def refused(self, *arguments):
        done = self.call(*arguments)
        assert done.returncode == 1 and not done.stdout, (done.returncode, done.stdout)
        return done.stderr

    def packet(self, *what):
        self.number += 1
        name = f"packet{self.number}.html"
        self.run("packet", *(what or (self.visit,)), "--out", name)
        return "file://" + self.path(name)

    def responses(self):
        return json.loads(self.run("show", self.visit, "--json"))["responses"]


def fill_in(page, reply, reflection=""):
    page.evaluate("document.getElementById('acknowledged').click()")
    page.evaluate(f"document.getElementById('reply').value = {json.dumps(reply)}")
    page.evaluate(f"document.getElementById('reflection').value = {json.dumps(reflection)}")


def save(page):
    page.evaluate("document.querySelector('button[type=submit]').click()")


def test_a_teacher_answers_from_the_page_and_the_coach_files_it():
    with School() as school, Browser() as browser:
        page = browser.open(school.packet())
        assert page.evaluate("document.querySelector('form').hidden") is False
        downloads = school.path("downloads")
        os.mkdir(downloads)
        browser.downloads_to(downloads)
        fill_in(page, "I will try it on Thursday.\nשלום \U0001f469\u200d\U0001f3eb <b>\"'&", "More wait time.")
        page.evaluate("document.querySelector('details').open = true")
        page.evaluate("[...document.querySelectorAll('select')].find(s => s.dataset.code === '6').value = '3'")
        page.evaluate("[...document.querySelectorAll('select')].find(s => s.dataset.code === '1.3').value = "
                      "'not-applicable'")
        answer = browser.downloaded(downloads, lambda: save(page))
        assert os.path.basename(answer) == "Answer of Ana Ruiz 2026-10-05.json", answer
        assert "Saved as" in page.evaluate("document.getElementById('said').textContent")
        assert page.complaints() == [], page.complaints()

        said = school.run("answer", answer, on="2026-10-06")
        assert "has read it, replied, reflected, rated 2 rows" in said, said
        kinds = [response["kind"] for response in school.responses()]
        assert kinds == ["acknowledged", "reply", "reflection", "self-rating", "self-rating"], kinds
        texts = [response["text"] for response in school.responses()]
        assert texts[1] == "I will try it on Thursday.\nשלום \U0001f469\u200d\U0001f3eb <b>\"'&", texts
        assert "I will try it on Thursday." in school.run("show", school.visit)

        # Once more; altered; with another packet's number.
        assert "filed already" in school.refused("answer", answer)
        with open(answer, encoding="utf-8") as file:
            saved = json.load(file)
        altered = dict(saved, answer=saved["answer"].replace("Thursday", "Tuesday"))
        assert "changed after it was saved" in school.refused("answer", school.file("a.json", json.dumps(altered)))
        other = re.search(r'data-packet="([^"]+)"', open(school.packet()[7:], encoding="utf-8").read()).group(1)
        moved = dict(saved, packet=other)
        assert "nothing was filed" in school.refused("answer", school.file("b.json", json.dumps(moved)))
        assert len(school.responses()) == 5


def test_the_answer_can_go_into_a_mail():
    with School() as school, Browser() as browser:
        page = browser.open(school.packet())
        fill_in(page, "Ja, gerne – größer!")
        browser.events.clear()
        page.evaluate("document.getElementById('mail').click()")
        page.evaluate("new Promise(done => setTimeout(done, 200))")
        addresses = [event["params"]["url"] for event in browser.events
                     if event.get("method", "").startswith("Page.frame") and "url" in event["params"]]
        mail = [address for address in addresses if address.startswith("mailto:")]
        assert mail, addresses
        assert mail[0].startswith("mailto:" + COACH), mail
        body = urllib.parse.parse_qs(urllib.parse.urlsplit(mail[0]).query)["body"][0]
        assert "Ja, gerne – größer!" in body
        quoted = "From: ana\r\n\r\n" + "".join("> " + line + "\r\n" for line in body.split("\r\n"))
        school.run("answer", school.file("mail.eml", quoted), on="2026-10-06")
        assert [response["text"] for response in school.responses()][1] == "Ja, gerne – größer!"


def test_the_page_seals_as_the_program_does_whatever_the_length():
    with School() as school, Browser() as browser:
        page = browser.open(school.packet())
        import hashlib
        import hmac
        key = bytes(range(32))
        for length in [0, 1, 31, 54, 55, 56, 63, 64, 65, 119, 120, 1000, 20000]:
            text = ("aé€\U0001f469" * length)[:length]
            told = page.evaluate(f"sealOf({json.dumps(text)}, bytesFrom('{key.hex()}'))")
            assert told == hmac.new(key, text.encode(), hashlib.sha256).hexdigest(), length


def test_nothing_filled_in_saves_nothing():
    with School() as school, Browser() as browser:
        page = browser.open(school.packet())
        save(page)
        assert "nothing to save" in page.evaluate("document.getElementById('said').textContent")


def test_a_page_asks_for_nothing_and_complains_of_nothing():
    with School() as school, Browser() as browser:
        for address in (school.packet(), school.packet("--teacher", TEACHER)):
            for dark in (False, True):
                page = browser.open(address, dark=dark)
                assert page.requests() == [address], page.requests()
                assert page.complaints() == [], page.complaints()


def test_a_page_fits_a_phone():
    with School() as school, Browser() as browser:
        for address in (school.packet(), school.packet("--teacher", TEACHER)):
            page = browser.open(address, width=320)
            page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
            assert page.evaluate("document.documentElement.scrollWidth") == 320
            # Nothing sticks out of its box either, other than what is hidden on purpose.
            wide = page.evaluate(
                "[...document.querySelectorAll('main *')].filter(one => one.getBoundingClientRect().right > 320.5 && "
                "getComputedStyle(one).position !== 'absolute' && !one.closest('svg,thead')).map(one => one.outerHTML"
                ".slice(0, 80))")
            assert wide == [], wide


def test_a_stacked_table_is_still_a_table_for_a_screen_reader():
    with School() as school, Browser() as browser:
        page = browser.open(school.packet(), width=320)
        assert page.evaluate("getComputedStyle(document.querySelector('.tight td')).display") == "block"
        roles = {}
        for node in page.call("Accessibility.getFullAXTree")["nodes"]:
            role = node["role"]["value"]
            roles[role] = roles.get(role, 0) + 1
        for role in ("table", "row", "columnheader", "rowheader", "cell", "heading", "main", "banner", "contentinfo"):
            assert roles.get(role, 0) > 0, (role, roles)


CONTRAST = """
(() => {
  const channel = (v) => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const parts = (text) => text.match(/[\\d.]+/g).map(Number);
  const ground = (one) => {
    for (; one; one = one.parentElement) {
      const colour = parts(getComputedStyle(one).backgroundColor);
      if (colour.length < 4 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  const bad = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const one = walker.currentNode.parentElement;
    if (!walker.currentNode.textContent.trim() || !one.getClientRects().length || one.closest('svg,script')) continue;
    const [a, b] = [light(parts(getComputedStyle(one).color)), light(ground(one))].sort((x, y) => y - x);
    if ((a + 0.05) / (b + 0.05) < 4.5) bad.push(one.outerHTML.slice(0, 80));
  }
  return bad;
})()
"""


def test_every_text_of_a_page_can_be_read_on_its_ground():
    with School() as school, Browser() as browser:
        address = school.packet()
        for dark in (False, True):
            page = browser.open(address, dark=dark)
            page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
            assert page.evaluate(CONTRAST) == [], (dark, page.evaluate(CONTRAST))


def test_a_page_can_be_read_without_its_script():
    with School() as school, Browser() as browser:
        page = browser.open("about:blank#")
        page.call("Emulation.setScriptExecutionDisabled", value=True)
        page.call("Page.navigate", url=school.packet())
        time.sleep(1)
        page.call("Emulation.setScriptExecutionDisabled", value=False)
        assert page.evaluate("document.querySelector('form').hidden") is True
        assert page.evaluate("document.getElementById('no-form').hidden") is False
        text = page.evaluate("document.body.innerText")
        for words in ("What worked", "Who can explain why?", "Medium-high (4)", COACH):
            assert words in text, words


def test_paper_has_the_feedback_and_not_the_form():
    with School() as school, Browser() as browser:
        page = browser.open(school.packet(), dark=True)
        pdf = page.call("Page.printToPDF", printBackground=True)["data"]
        with open(school.path("printed.pdf"), "wb") as file:
            file.write(base64.b64decode(pdf))
        text = subprocess.run(["pdftotext", school.path("printed.pdf"), "-"], capture_output=True, text=True,
                              check=True).stdout
        assert "Open questions with wait time" in text
        assert "Save my answer" not in text and "Your answer" not in text
        # Dark text on a light ground, whatever the screen is set to.
        page.call("Emulation.setEmulatedMedia", media="print",
                  features=[{"name": "prefers-color-scheme", "value": "dark"}])
        assert page.evaluate("getComputedStyle(document.body).color") == "rgb(31, 31, 36)"


def test_the_form_works_by_keyboard_alone():
    with School() as school, Browser() as browser:
        page = browser.open(school.packet())

        def press(key, code, text=None):
            keys = {"key": key, "code": key, "windowsVirtualKeyCode": code}
            page.call("Input.dispatchKeyEvent", type="keyDown", **keys, **({"text": text} if text else {}))
            page.call("Input.dispatchKeyEvent", type="keyUp", **keys)

        seen = []
        for _ in range(6):
            press("Tab", 9)
            seen.append(page.evaluate("document.activeElement.id || document.activeElement.tagName"))
            if seen[-1] == "acknowledged":
                press(" ", 32, " ")
            if seen[-1] == "reply":
                page.call("Input.insertText", text="By keyboard")
        assert seen == ["acknowledged", "reply", "reflection", "SUMMARY", "BUTTON", "mail"], seen
        assert page.evaluate("document.getElementById('acknowledged').checked") is True
        assert page.evaluate("document.getElementById('reply').value") == "By keyboard"


def test_hostile_words_are_words():
    with School() as school, Browser() as browser:
        for who in (TEACHER, "odd@school.example"):
            visit = school.shared_visit(dict(VISIT, teacher=who, started_at="2026-10-05T11:10:00"))
            for address in (school.packet(visit), school.packet("--teacher", who)):
                page = browser.open(address, width=320)
                assert page.complaints() == [], page.complaints()
                assert page.evaluate("document.title").startswith("Feedback for "), page.evaluate("document.title")
                assert page.evaluate("document.querySelectorAll('img,b,[onclick],[onerror]').length") == 0
                assert "document.title='broken'" in page.evaluate("document.body.innerText")
                assert page.evaluate("document.documentElement.scrollWidth") == 320


def main():
    tests = [(name, test) for name, test in globals().items() if name.startswith("test_")]
    failed = []
    for name, test in tests:
        try:
            test()
            print("ok", name, flush=True)
        except Exception:  # a test's failure must not keep the others from running; it is told and counted
            failed.append(name)
            print("FAILED", name, flush=True)
            traceback.print_exc(file=sys.stdout)
    assert tests
    print(f"{len(tests) - len(failed)} of {len(tests)} passed")
    sys.exit(1 if failed else 0)


main()
