"""How the page looks: at the widths of phones and desks, light and dark, and to those who cannot see it."""

import os
import pathlib
import tempfile

from axe_playwright_python.sync_playwright import Axe

from ground import NARROW, WIDE, Browsed, expect

DEFINITIONS = [{"id": "talk", "description": "Somebody talks"}, {"id": "A kind of moment with a rather long name", "description": "Dark"}]
# Words that do not fit their control, and whatever reaches beyond the page.
CUT = """() => [...document.querySelectorAll('button, .button, .download, label, h1, h2, legend, .notice, dd, dt')]
  .filter((it) => it.offsetParent && !it.closest('.lanes, .unseen') && !it.classList.contains('unseen'))
  .filter((it) => it.scrollWidth > it.clientWidth + 1 && getComputedStyle(it).display !== 'inline'
    || it.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
  .map((it) => it.outerHTML.slice(0, 120))"""


class Looks(Browsed):
    """Set PICTURES to a folder to keep what was seen."""

    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)
        cls.pictures = pathlib.Path(os.environ.get("PICTURES", cls.folder.name))
        cls.pictures.mkdir(parents=True, exist_ok=True)
        cls.views = {
            "form": "/",
            "segments": f"/#/task/{cls.analysed(cls(), {})}",
            "moments": f"/#/task/{cls.analysed(cls(), {'segment_definitions': DEFINITIONS})}",
            "answer": f"/#/task/{cls.analysed(cls(), {'prompt': 'Summarize'})}",
        }

    def shown(self, view: str, scheme: str, viewport: dict):
        page = self.opened(self.views[view], viewport, color_scheme=scheme, reduced_motion="reduce")
        if view == "form":
            page.get_by_label("Moments").check()
            page.get_by_role("button", name="Add a detail").click()
            page.get_by_text("Options", exact=True).click()
        else:
            expect(page.get_by_role("heading", name="Timeline")).to_be_visible()
            self.until(page, "document.querySelector('video').readyState > 1")
        expect(page.locator("#tasks-list li")).to_have_count(3)
        return page

    def test_nothing_is_cut_off_and_light_is_not_dark(self):
        grounds = set()
        for scheme in ("light", "dark"):
            for viewport in (NARROW, WIDE):
                for view in self.views:
                    with self.subTest(view=view, scheme=scheme, width=viewport["width"]):
                        page = self.shown(view, scheme, viewport)
                        picture = page.screenshot(path=self.pictures / f"{view}-{scheme}-{viewport['width']}.png", full_page=True)
                        self.assertGreater(len(picture), 20_000)
                        self.assertEqual(page.evaluate("document.documentElement.scrollWidth"), viewport["width"])
                        self.assertEqual(page.evaluate(CUT), [])
                        grounds.add((scheme, page.evaluate("getComputedStyle(document.documentElement).backgroundColor")))
        self.assertEqual(len(grounds), 2)
        self.assertEqual(len({colour for _, colour in grounds}), 2)

    def test_what_is_touched_is_large_enough_for_a_finger(self):
        for view in self.views:
            page = self.shown(view, "light", NARROW)
            small = page.evaluate("""() => [...document.querySelectorAll('main button, main select, main input:not([type=radio]):not(.unseen), .button')]
              .filter((it) => it.offsetParent && !it.closest('.lanes') && !it.matches('.plain, .link'))
              .filter((it) => it.getBoundingClientRect().height < 43.5).map((it) => it.outerHTML.slice(0, 120))""")
            self.assertEqual(small, [], view)

    def test_nothing_moves_for_those_who_do_not_want_it(self):
        page = self.shown("segments", "light", WIDE)
        self.assertEqual(page.evaluate("document.getAnimations().length"), 0)

    def test_no_rule_of_accessibility_is_broken(self):
        for scheme in ("light", "dark"):
            for viewport in (NARROW, WIDE):
                for view in self.views:
                    with self.subTest(view=view, scheme=scheme, width=viewport["width"]):
                        page = self.shown(view, scheme, viewport)
                        found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]})
                        broken = [(rule["id"], rule["impact"], [node["html"][:160] for node in rule["nodes"][:3]]) for rule in found.response["violations"]]
                        self.assertEqual(broken, [])
