"""The page in a headless Chromium: from a dropped video to what is taken away."""

import csv
import io
import pathlib

from ground import FILMS, Browsed, expect

# Writes down whatever the page says of progress, however short it stands there.
WATCH = """() => {
  window.seen = new Set();
  const look = () => { const stage = document.getElementById('stage'); if (stage?.offsetParent) window.seen.add(stage.textContent); };
  new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
}"""
VIDEO = "document.querySelector('video')"


class Pages(Browsed):
    options = ["--workers", "1"]

    def test_a_film_is_dropped_watched_played_and_taken_away(self):
        page = self.opened()
        page.evaluate(WATCH)
        page.set_input_files("#file", FILMS / "story.mkv")
        expect(page.locator("#file-chosen")).to_contain_text("story.mkv, ")
        page.get_by_role("button", name="Analyse").click()
        expect(page.get_by_role("heading", level=1, name="story.mkv")).to_be_visible()
        expect(page.get_by_role("heading", name="Timeline")).to_be_visible()
        seen = page.evaluate("[...window.seen]")
        self.assertTrue(any(stage.startswith("Watching the pictures, ") for stage in seen), seen)
        expect(page.locator(".by")).to_contain_text("Answered by the embedded model. ")

        # Segments are as long on the page as they are in the film.
        task = self.server.ask("GET", "/shotlog/v1/tasks")["tasks"][0]
        found = self.server.ask("GET", f"/shotlog/v1/tasks/{task['id']}/files/analysis.json")
        boxes = [box.bounding_box() for box in page.locator(".segments .entry").all()]
        self.assertEqual(len(boxes), len(found["segments"]))
        scale = page.locator(".lanes").bounding_box()["width"] / found["video"]["duration"]
        for box, segment in zip(boxes, found["segments"]):
            self.assertAlmostEqual(box["width"], segment["duration"] * scale, delta=1.5)
        for picture in page.locator(".entry img").all():
            self.assertGreater(picture.evaluate("async (img) => { await img.decode(); return img.naturalWidth; }"), 0)

        # A click plays a segment, and it ends where the segment does.
        page.locator(".segments .entry").nth(1).click()
        first, last = found["segments"][1]["start_from_zero"], found["segments"][1]["end_from_zero"]
        self.until(page, f"{VIDEO}.currentTime > {first} && !{VIDEO}.paused")
        expect(page.locator(".panel h2")).to_have_text(found["segments"][1]["title"])
        expect(page.locator(".panel")).to_contain_text(found["segments"][1]["speech"][0]["text"])
        page.evaluate(f"{VIDEO}.playbackRate = 4")
        self.until(page, f"{VIDEO}.paused && !{VIDEO}.seeking")
        self.assertAlmostEqual(page.evaluate(f"{VIDEO}.currentTime"), last, delta=0.05)
        # The video came in parts, as browsers ask for it.
        self.assertTrue(page.evaluate(f"{VIDEO}.seekable.length && {VIDEO}.seekable.end(0) > 14"))

        # What was said is a way to where it was said.
        page.locator(".panel .words button").first.click()
        self.until(page, f"Math.abs({VIDEO}.currentTime - {found['segments'][1]['speech'][0]['start_from_zero']}) < 0.1")

        with page.expect_download() as download:
            page.get_by_role("link", name="Table").click()
        rows = list(csv.DictReader(io.StringIO(pathlib.Path(download.value.path()).read_text())))
        self.assertEqual(len(rows), len(found["segments"]))
        names = {file["name"] for file in self.server.ask("GET", f"/shotlog/v1/tasks/{task['id']}")["files"] if not file["name"].endswith(".jpg")}
        self.assertEqual({link.get_attribute("download") for link in page.locator(".download").all()}, names)

    def test_a_question_is_answered_in_a_shape_and_a_timeline_shows_moments(self):
        page = self.opened()
        page.set_input_files("#file", FILMS / "story.mkv")
        page.get_by_label("A question").check()
        page.get_by_label("Question or instruction").fill("Summarize")
        page.get_by_text("Answer in a shape of yours").click()
        page.locator("#schema").fill("{ no JSON")
        page.get_by_role("button", name="Analyse").click()
        expect(page.locator("#schema-fault")).to_contain_text("This is no JSON")
        page.locator("#schema").fill('{"type": "object", "properties": {"title": {"type": "string"}}, "required": ["title"]}')
        page.get_by_role("button", name="Analyse").click()
        expect(page.get_by_role("heading", name="Answer")).to_be_visible()
        expect(page.locator("pre.code")).to_contain_text('"title"')

        # The same film again, without sending it again.
        page.get_by_role("button", name="Ask again").click()
        expect(page.locator("#file-chosen")).to_contain_text("story.mkv (here already)")
        expect(page.get_by_label("Question or instruction")).to_have_value("Summarize")
        page.get_by_label("Moments").check()
        page.get_by_label("Short name").fill("talk")
        page.get_by_label("What to look for").fill("Somebody talks")
        page.get_by_role("button", name="Add a detail").click()
        page.get_by_label("Name of the detail").fill("words")
        page.get_by_label("What the detail says").fill("What is said")
        page.get_by_role("button", name="Analyse").click()
        lane = page.get_by_role("group", name="talk: Somebody talks")
        expect(lane).to_be_visible()
        lane.locator(".entry").first.click()
        expect(page.locator(".panel")).to_contain_text("Somebody talks")
        expect(page.locator(".panel dt").first).to_have_text("words")

    def test_it_can_be_used_with_the_keyboard_alone(self):
        page = self.opened()
        asset = self.analysed({})
        focused = "document.activeElement"

        def go(script: str, most: int = 80) -> None:
            """Tabs to an element, and sees that it can be seen where the focus is."""
            for _ in range(most):
                page.keyboard.press("Tab")
                visible = page.evaluate(f"""() => {{ const it = {focused}; const marked = [it, it.closest('.drop, .choice')].filter(Boolean);
                    return it === document.body || it.matches('video') || marked.some((one) => getComputedStyle(one).outlineStyle !== 'none'); }}""")
                self.assertTrue(visible, page.evaluate(f"{focused}.outerHTML.slice(0, 120)"))
                if page.evaluate(script):
                    return
            self.fail(f"the keyboard does not come to {script}")

        page.keyboard.press("Tab")
        self.assertEqual(page.evaluate(f"{focused}.textContent"), "Skip to the content")
        page.keyboard.press("Enter")
        go(f"{focused}.id === 'file'")
        go(f"{focused}.id === 'url'")
        go(f"{focused}.name === 'kind'")
        page.keyboard.press("ArrowDown")
        expect(page.get_by_label("Question or instruction")).to_be_visible()
        go(f"{focused}.id === 'prompt'")
        page.keyboard.type("What?")
        go(f"{focused}.id === 'send'")
        page.keyboard.press("Enter")
        # Nothing was chosen: it says so, and where.
        expect(page.locator("#video-fault")).to_have_text("Choose a video, or give the address of one.")
        self.assertEqual(page.evaluate(f"[{focused}.id, {focused}.getAttribute('aria-invalid')]"), ["url", "true"])

        page.goto(f"{self.server.address}/#/task/{asset}")
        expect(page.get_by_role("heading", name="Timeline")).to_be_visible()
        go(f"{focused}.matches('.entry')")
        titles = [page.locator(".panel h2").inner_text()]
        for key in ("ArrowRight", "ArrowRight", "ArrowLeft", "End", "Home"):
            page.keyboard.press(key)
            titles.append(page.locator(".panel h2").inner_text())
        self.assertEqual([titles[0], titles[0]], [titles[5], titles[5]])
        self.assertEqual(titles[1], titles[3])
        self.assertEqual(len(set(titles)), 3, titles)
        page.keyboard.press("ArrowRight")
        wide = page.locator(".lanes").bounding_box()["width"]
        page.keyboard.press("+")
        self.assertGreater(page.locator(".lanes").bounding_box()["width"], wide)
        page.keyboard.press("0")
        page.keyboard.press("Enter")
        self.until(page, f"!{VIDEO}.paused && {VIDEO}.currentTime > 3")

    def test_an_address_that_may_not_be_read_is_refused_in_words(self):
        page = self.opened()
        page.get_by_label("…or its address").fill("http://127.0.0.1:1/x.mp4")
        page.get_by_role("button", name="Analyse").click()
        expect(page.get_by_role("heading", name="This did not work")).to_be_visible()
        expect(page.locator(".result .notice.bad")).to_contain_text("The URL leads to an address that may not be read from.")
        expect(page.locator("#say")).to_contain_text("Failed")

    def test_a_file_that_is_no_video_fails_with_its_reason_and_its_name_stays_text(self):
        page = self.opened()
        name = "<img src=x onerror=alert(1)>.mp4"
        page.set_input_files("#file", {"name": name, "mimeType": "video/mp4", "buffer": b"#!/bin/sh\necho no film\n" * 50})
        page.get_by_role("button", name="Analyse").click()
        expect(page.locator(".result .notice.bad")).to_contain_text("not a media file")
        expect(page.get_by_role("heading", level=1)).to_have_text(name)
        self.assertEqual(page.locator("#task img, #tasks-list img").count(), 0)

    def test_what_the_server_refuses_is_said_beside_its_field(self):
        page = self.opened()
        page.set_input_files("#file", FILMS / "story.mkv")
        page.get_by_text("Options", exact=True).click()
        page.get_by_label("From, seconds").fill("0:10")
        page.get_by_label("To, seconds").fill("5")
        page.get_by_role("button", name="Analyse").click()
        expect(page.locator("#end_time-fault")).to_have_text("It must come after start_time")
        self.assertEqual(page.evaluate("document.activeElement.id"), "end_time")

    def test_a_task_is_cancelled_and_deleted_after_a_question(self):
        asset = self.uploaded("story.mkv")
        # The last of so many still waits while it is looked at.
        tasks = [self.server.ask("POST", "/shotlog/v1/tasks", {"video": {"asset_id": asset}, "speed": 1 + number / 100})["id"] for number in range(8)]
        page = self.opened(f"/#/task/{tasks[-1]}")
        expect(page.locator("#stage")).to_have_text("Waiting for its turn")
        page.get_by_role("button", name="Cancel").click()
        expect(page.locator(".result")).to_contain_text("It was cancelled before it was done.")
        page.get_by_role("button", name="Delete").click()
        page.get_by_role("button", name="Keep it").click()
        expect(page.locator(".result")).to_be_visible()
        page.get_by_role("button", name="Delete").click()
        page.get_by_role("button", name="Delete it").click()
        expect(page.get_by_role("heading", name="What is in your video?")).to_be_visible()
        expect(page.locator(f"a[href='#/task/{tasks[-1]}']")).to_have_count(0)
        left = [task["id"] for task in self.server.ask("GET", "/shotlog/v1/tasks?limit=100")["tasks"]]
        self.assertNotIn(tasks[-1], left)
        for task in tasks[:-1]:
            self.server.ask("DELETE", f"/shotlog/v1/tasks/{task}")

    def test_a_file_is_dropped_on_the_page(self):
        page = self.opened()
        page.evaluate("""() => {
          const data = new DataTransfer();
          data.items.add(new File(['no film'], 'dropped.mp4', { type: 'video/mp4' }));
          for (const kind of ['dragenter', 'dragover', 'drop']) {
            document.body.dispatchEvent(new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true }));
            if (kind === 'dragenter') window.veiled = !document.getElementById('drop-veil').hidden;
          }
        }""")
        self.assertTrue(page.evaluate("window.veiled"))
        expect(page.locator("#file-chosen")).to_contain_text("dropped.mp4")
        expect(page.locator("#drop-veil")).to_be_hidden()

    def test_the_page_comes_with_a_policy_and_only_once(self):
        page = self.opened()
        answer = page.request.get(self.server.address + "/")
        policy = answer.headers["content-security-policy"]
        self.assertIn("default-src 'none'", policy)
        self.assertNotIn("unsafe", policy)
        again = page.request.get(self.server.address + "/", headers={"If-None-Match": answer.headers["etag"]})
        self.assertEqual(again.status, 304)
        self.assertEqual(page.request.get(self.server.address + "/page/none.js").status, 404)
        # A script that got in nevertheless would not run.
        page.evaluate("""() => { const script = document.createElement('script'); script.textContent = 'window.ran = true'; document.body.append(script); }""")
        self.assertIsNone(page.evaluate("window.ran"))
        self.assertTrue(any("Content Security Policy" in line for line in self.wrong))
        self.wrong.clear()


class Keys(Browsed):
    environment = {"SHOTLOG_KEYS": "anna:sesame,ben:peek:read"}

    def test_whoever_shows_no_key_is_asked_for_one(self):
        page = self.opened()
        dialog = page.get_by_role("dialog", name="This server asks for a key")
        expect(dialog).to_be_visible()
        page.get_by_label("Key", exact=True).fill("sesam")
        page.keyboard.press("Enter")
        expect(page.get_by_role("alert")).to_have_text("The server does not know this key.")
        page.get_by_label("Key", exact=True).fill("sesame")
        page.keyboard.press("Enter")
        expect(dialog).to_be_hidden()
        expect(page.locator("#model option").first).to_have_text("Embedded model (usual)")
        # The cookie stands for it from now on, and no script can read either.
        page.reload()
        expect(page.locator("#model option").first).to_have_text("Embedded model (usual)")
        expect(dialog).to_be_hidden()
        self.assertEqual(page.evaluate("document.cookie"), "")
        self.assertEqual(page.evaluate("Object.keys(localStorage).length + Object.keys(sessionStorage).length"), 0)

    def test_a_key_that_may_look_looks_and_changes_nothing(self):
        page = self.opened()
        page.get_by_label("Key", exact=True).fill("peek")
        page.keyboard.press("Enter")
        expect(page.locator("#model option").first).to_have_text("Embedded model (usual)")
        page.get_by_label("…or its address").fill("https://example.org/film.mp4")
        page.get_by_role("button", name="Analyse").click()
        expect(page.locator("#form-fault")).to_have_text("This key may look, and change nothing.")
