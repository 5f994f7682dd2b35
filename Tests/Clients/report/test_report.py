"""Reports in a headless Chromium: read, searched, played, printed, and with words that mean harm.

Set PICTURES to a folder to keep what was seen."""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "page"))

from axe_playwright_python.sync_playwright import Axe  # noqa: E402

from ground import FILMS, NARROW, PROGRAM, WIDE, Driven, expect  # noqa: E402
from results import SAID, TITLES, hostile, long, story  # noqa: E402

VIDEO = "document.querySelector('video')"
SLIM = {"width": 360, "height": 740}
# Words that do not fit, and whatever reaches beyond the page.
CUT = """() => [...document.querySelectorAll('button, label, h1, h2, h3, summary, .notice, dd, dt, p, li, select')]
  .filter((it) => it.checkVisibility() && !it.closest('.lane-scroll, .unseen') && !it.classList.contains('unseen'))
  .filter((it) => it.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
  .map((it) => it.outerHTML.slice(0, 120))"""
HARM = "</script><script>window.harm = 1; alert(1)</script><img src=x onerror=\"window.harm = 1\"><!-- ]]> {{7*7}} javascript:alert(1) ' \" & \u202e\u2028"


class Reports(Driven):
    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        cls.pictures = pathlib.Path(os.environ.get("PICTURES", folder.name))
        cls.pictures.mkdir(parents=True, exist_ok=True)
        shutil.copy(FILMS / "story.mkv", cls.folder)
        cls.story = cls.made("story", story())

    @classmethod
    def made(cls, name: str, document: dict, *options: str) -> str:
        """The address of a page that the program made of a document."""
        path = cls.folder / f"{name}.json"
        path.write_text(json.dumps(document))
        cls.reported(str(path), *options)
        return (cls.folder / f"{name}.html").as_uri()

    @classmethod
    def reported(cls, *words: str) -> str:
        done = subprocess.run([PROGRAM, "report", *words], capture_output=True, text=True, timeout=300)
        assert done.returncode in (0, 1), done.stderr
        return done.stdout

    def is_wrong(self, line) -> bool:
        return line.type == "error" or super().is_wrong(line)

    def at(self, address: str, viewport: dict = WIDE, **more):
        """The page, once it is drawn; it asks nobody for anything but the video beside it."""
        page = self.opened_at("about:blank", viewport, **more)
        asked = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(address)
        expect(page.locator("html[data-ready]")).to_be_attached()
        beside = self.folder.as_uri()
        self.addCleanup(lambda: self.assertEqual([url for url in asked if not url.startswith(("data:", beside))], []))
        return page

    def test_everything_of_a_result_is_on_the_page(self):
        page = self.at(self.story)
        expect(page.get_by_role("heading", level=1)).to_have_text("story.mkv")
        expect(page.locator(".row")).to_have_count(3)
        for title in TITLES:
            expect(page.get_by_role("heading", level=3, name=title)).to_be_visible()
        for words in ("What is it about?", "It is a film about a lighthouse."):
            expect(page.locator(".answer")).to_contain_text(words)
        expect(page.locator(".notice")).to_have_text(["Some of what was asked has no answer.0.5 s of the video could not be read.The budget was spent."])
        expect(page.locator(".finding")).to_contain_text("a lighthouse")
        expect(page.locator(".finding")).to_contain_text("not known")
        for words in ("$0.012", "90 MB to gpu.example", "51\u202f700 in, 237 out", "all of it, 15 s", "480 × 270"):
            expect(page.locator(".details")).to_contain_text(words)
        row = page.locator(".row").nth(1)
        row.get_by_text("Said · 2 lines").click()
        for line in SAID:
            expect(row).to_contain_text(line)
        row.get_by_text("Evidence · 3 pictures").click()
        expect(row.locator(".evidence img")).to_have_count(3)
        row.get_by_text("Corrected · 1 change").click()
        expect(row).to_contain_text("A time lay outside.")
        # Those that are folded away are loaded when they are shown.
        page.evaluate("for (const image of document.images) image.loading = 'eager'")
        self.until(page, "[...document.images].length === 10 && [...document.images].every((it) => it.complete && it.naturalWidth > 0)")
        self.assertEqual(page.locator(".lane-names span").all_inner_texts(), ["Segments", "talk", "Shots", "Said", "Silent", "Damaged", "Shown"])

    def test_it_goes_where_it_is_told(self):
        page = self.at(self.story)
        self.until(page, f"{VIDEO}.readyState > 0")
        page.locator(".row").nth(1).get_by_role("button", name="Go to 0:03, Captain Ada Grey").click()
        self.until(page, f"{VIDEO}.currentTime >= 3 && !{VIDEO}.paused")
        page.evaluate(f"{VIDEO}.pause()")
        slider = page.get_by_role("slider", name="Position in the video")
        slider.focus()
        for _ in range(3):
            page.keyboard.press("ArrowRight")
        self.until(page, f"Math.abs({VIDEO}.currentTime - 9) < 0.05")
        expect(slider).to_have_attribute("aria-valuetext", "0:09, Segment 3: The end")
        expect(page.locator(".row[aria-current]")).to_have_attribute("id", "row-3")
        box = slider.bounding_box()
        slider.click(position={"x": box["width"] * 0.4, "y": box["height"] / 2})
        self.until(page, f"Math.abs({VIDEO}.currentTime - 6) < 0.2")
        slider.focus()
        before = page.locator(".lane-space").bounding_box()["width"]
        page.keyboard.press("+")
        self.until(page, f"document.querySelector('.lane-space').clientWidth > {before * 1.5}")
        page.keyboard.press("0")
        self.until(page, f"document.querySelector('.lane-space').clientWidth < {before + 2}")
        page = self.at(f"{self.story}#t=10.5")
        self.until(page, f"Math.abs({VIDEO}.currentTime - 10.5) < 0.05")
        expect(page.locator("#row-3")).to_be_focused()

    def test_words_are_found(self):
        page = self.at(self.story)
        page.keyboard.press("/")
        expect(page.get_by_label("Search the segments")).to_be_focused()
        page.keyboard.type("LIGHTHOUSE ship")
        expect(page.locator(".row")).to_have_count(1)
        expect(page.get_by_text("1 of 3")).to_be_visible()
        expect(page.locator(".lines mark").first).to_have_text("lighthouse")
        page.get_by_label("Search the segments").fill("zeppelin")
        expect(page.locator(".row")).to_have_count(0)
        expect(page.get_by_text("Nothing of that is said, shown or written here.")).to_be_visible()
        page.get_by_label("Search the segments").fill("")
        expect(page.locator(".row")).to_have_count(3)

    def test_nothing_is_cut_off_and_no_rule_of_accessibility_is_broken(self):
        library = self.library()
        grounds = set()
        for scheme in ("light", "dark"):
            for viewport in (SLIM, NARROW, WIDE):
                for name, address in (("story", self.story), ("library", library)):
                    with self.subTest(name=name, scheme=scheme, width=viewport["width"]):
                        page = self.at(address, viewport, color_scheme=scheme, reduced_motion="reduce")
                        page.evaluate("document.querySelectorAll('details').forEach((it) => { it.open = true; })")
                        picture = page.screenshot(path=self.pictures / f"{name}-{scheme}-{viewport['width']}.png", full_page=True)
                        self.assertGreater(len(picture), 10_000)
                        self.assertEqual(page.evaluate("document.documentElement.scrollWidth"), viewport["width"])
                        self.assertEqual(page.evaluate(CUT), [])
                        grounds.add((scheme, page.evaluate("getComputedStyle(document.documentElement).backgroundColor")))
                        if viewport == NARROW:
                            continue
                        found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]})
                        broken = [(rule["id"], rule["impact"], [node["html"][:160] for node in rule["nodes"][:3]]) for rule in found.response["violations"]]
                        self.assertEqual(broken, [])
        self.assertEqual(len({colour for _, colour in grounds}), 2)

    def test_paper_shows_everything_and_no_controls(self):
        page = self.at(self.story, color_scheme="dark")
        page.emulate_media(media="print")
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        self.assertEqual(page.evaluate("document.querySelectorAll('details:not([open])').length"), 0)
        for words in (*TITLES, *SAID, "A time lay outside.", "Too short."):
            self.assertGreater(page.get_by_text(words, exact=True).locator("visible=true").count(), 0, words)
        for control in ("video", "input", ".tools", ".playhead"):
            expect(page.locator(control)).to_be_hidden()
        self.assertEqual(page.evaluate("getComputedStyle(document.documentElement).backgroundColor"), "rgb(255, 255, 255)")
        page.evaluate("dispatchEvent(new Event('afterprint'))")
        self.assertGreater(page.evaluate("document.querySelectorAll('details:not([open])').length"), 0)
        paper = page.pdf(path=self.pictures / "story.pdf", format="A4")
        self.assertTrue(paper.startswith(b"%PDF"))

    def test_words_that_mean_harm_are_words(self):
        name = "<img src=x onerror=alert(1)>#?%22'.mkv"
        shutil.copy(FILMS / "story.mkv", self.folder / name)
        document = hostile(story(), HARM) | {"source": {"name": name}}
        document["findings"][0]["stretches"][0]["metadata"] = {HARM: HARM, "__proto__": HARM, "constructor": HARM}
        address = self.made("harm", document)
        page = self.at(address)
        expect(page.get_by_role("heading", level=1)).to_have_text(name)
        self.until(page, f"{VIDEO}.readyState > 0")
        page.evaluate("document.querySelectorAll('details').forEach((it) => { it.open = true; })")
        page.get_by_label("Search the segments").fill("<img")
        expect(page.locator("mark").first).to_have_text("<img")
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        self.assertIsNone(page.evaluate("window.harm ?? null"))
        self.assertEqual(page.evaluate("[...document.images].filter((it) => !it.src.startsWith('data:image/jpeg;base64,')).length"), 0)
        self.assertEqual(page.evaluate("document.scripts.length"), 3)
        self.assertEqual(page.evaluate("[...document.querySelectorAll('*')].flatMap((it) => [...it.attributes]).filter((it) => it.name.startsWith('on')).length"), 0)
        page = self.at((self.folder / self.indexed("harms", document) / "index.html").as_uri())
        page.get_by_label("Search all videos").fill("onerror")
        expect(page.locator(".hits mark").first).to_have_text("onerror")
        self.assertIsNone(page.evaluate("window.harm ?? null"))

    def test_without_a_video_the_timeline_goes_to_what_is_written(self):
        page = self.at(self.made("elsewhere", story("not-here.mkv")))
        expect(page.locator("video")).to_have_count(0)
        page.get_by_role("slider").focus()
        page.keyboard.press("End")
        expect(page.locator(".row[aria-current]")).to_be_in_viewport()
        expect(page.locator(".row[aria-current]")).to_have_attribute("id", "row-3")

    def test_ten_hours_open_at_once_and_scroll_to_the_end(self):
        address = self.made("long", long())
        page = self.opened_at("about:blank")
        start = time.monotonic()
        page.goto(address)
        expect(page.locator("html[data-ready]")).to_be_attached()
        page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        seconds = time.monotonic() - start
        print(f"\n10 hours in 5,000 segments: open after {seconds:.2f} s")
        self.assertLess(seconds, 10)
        expect(page.get_by_text("5\u202f000 segments")).to_be_visible()
        page.get_by_role("slider").focus()
        page.keyboard.press("End")
        expect(page.locator("#row-5000 h3")).to_be_in_viewport()
        page.get_by_label("Search the segments").fill("4321")
        expect(page.locator(".row")).to_have_count(1)
        page.locator(".row .time").first.click()
        page.get_by_label("Search the segments").fill("")
        # The whole of it can be scrolled through, and its end is there.
        self.until(page, "(scrollTo(0, document.documentElement.scrollHeight), document.querySelector('.details').getBoundingClientRect().bottom < innerHeight + 200)")

    def indexed(self, name: str, *documents: dict) -> str:
        paths = []
        for place, document in enumerate(documents):
            paths.append(str(self.folder / f"{name}-{place}.json"))
            pathlib.Path(paths[-1]).write_text(json.dumps(document))
        if len(paths) == 1:
            paths *= 2
        self.reported(*paths, "--out", str(self.folder / name), "--force")
        return name

    def library(self) -> str:
        """What a batch wrote, with an item that failed, as pages."""
        folder = self.folder / "batch"
        (folder / "results").mkdir(parents=True, exist_ok=True)
        shutil.copy(FILMS / "story.mkv", folder)
        lines = [{"source": "films/broken.mp4", "id": "b", "status": "failed", "code": "not_media", "reason": "it is no media"}]
        for name in ("story.mkv", "elsewhere.mkv"):
            (folder / "results" / f"{name}.json").write_text(json.dumps(story(name)))
            lines.append({"source": f"films/{name}", "id": name, "status": "done", "result": f"results/{name}.json"})
        (folder / "batch.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
        self.reported(str(folder), "--video", str(folder), "--force")
        return (folder / "report" / "index.html").as_uri()

    def test_an_index_searches_all_and_leads_to_the_place(self):
        page = self.at(self.library())
        expect(page.locator(".cards > li")).to_have_count(3)
        expect(page.locator("[data-state=failed]")).to_contain_text("not_media")
        page.get_by_label("Which videos").select_option("failed")
        expect(page.locator(".cards > li")).to_have_count(1)
        page.get_by_label("Which videos").select_option("all")
        page.get_by_label("Search all videos").fill("every ship")
        expect(page.locator(".cards > li")).to_have_count(2)
        expect(page.get_by_text("2 places in 2 videos")).to_be_visible()
        card = page.locator(".cards > li", has=page.get_by_role("heading", name="story.mkv"))
        card.locator(".hits a").first.click()
        expect(page.locator("html[data-ready]")).to_be_attached()
        expect(page.get_by_role("heading", level=1)).to_have_text("story.mkv")
        expect(page.locator("#row-2")).to_be_focused()
        self.until(page, f"{VIDEO} && Math.abs({VIDEO}.currentTime - 6) < 0.05")
