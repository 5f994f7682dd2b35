// The video, and the playing of one stretch of it.
import { make } from "./dom.js";
import { clock } from "./words.js";

/** Plays stretches of a video, and says where it is. */
export class Player {
  #video = null;
  #until = null;
  #from = 0;
  #frame = 0;
  #note = make("p", { class: "player-note" });
  #asksItself = false;

  constructor(url, found) {
    this.element = make("section", { class: "player", "aria-label": "Video" });
    this.onTime = () => {};
    if (!url) {
      this.#note.textContent = "The video is not kept by the server any more.";
      this.element.append(this.#note);
      return;
    }
    this.#video = make("video", { controls: true, preload: "metadata", playsinline: true, src: url });
    // Its place is kept from the beginning, so that nothing jumps when it comes.
    if (found.video.width && found.video.height) {
      this.#video.style.aspectRatio = `${found.video.width} / ${found.video.height}`;
    }
    this.element.append(this.#video, this.#note);
    this.#listen(this.#video);
  }

  /** Whether there is something to play. */
  get canPlay() { return this.#video !== null && !this.#video.error; }

  /** Plays from the beginning of a stretch to its end. */
  play(entry) {
    if (!this.canPlay) return;
    [this.#from, this.#until] = [entry.range.start_from_zero, entry.range.end_from_zero];
    this.#video.currentTime = this.#from;
    this.#asksItself = true;
    this.#note.textContent = `Plays ${clock(this.#from)} – ${clock(this.#until)} and stops there.`;
    this.#video.play().catch(() => { this.#note.textContent = "The browser waits for you to press Play."; });
  }

  /** Goes to an instant. */
  seek(seconds) {
    if (!this.canPlay) return;
    this.#until = null;
    this.#note.textContent = "";
    this.#video.currentTime = seconds;
  }

  /** Ends everything. */
  close() {
    cancelAnimationFrame(this.#frame);
    if (!this.#video) return;
    this.#video.pause();
    this.#video.removeAttribute("src");
    this.#video.load();
  }

  #listen(video) {
    const check = () => {
      if (this.#until === null || video.paused || video.seeking || video.currentTime < this.#until) return;
      video.pause();
      // Not a picture further: the next stretch begins there.
      video.currentTime = Math.max(this.#from, this.#until - 0.001);
      this.#note.textContent = `Stopped at ${clock(this.#until)}. Press Play to go on.`;
      this.#until = null;
    };
    const tick = () => {
      check();
      this.onTime(video.currentTime);
      if (!video.paused) this.#frame = requestAnimationFrame(tick);
    };
    video.addEventListener("play", () => {
      // Whoever presses Play wants to see more than the stretch.
      if (!this.#asksItself && this.#until === null) this.#note.textContent = "";
      this.#asksItself = false;
      cancelAnimationFrame(this.#frame);
      tick();
    });
    // Frames of animation rest when the page is out of sight; this does not.
    video.addEventListener("timeupdate", () => {
      check();
      this.onTime(video.currentTime);
    });
    video.addEventListener("seeked", () => this.onTime(video.currentTime));
    video.addEventListener("seeking", () => {
      const { currentTime } = video;
      if (this.#until !== null && (currentTime < this.#from - 0.5 || currentTime > this.#until)) {
        this.#until = null;
        this.#note.textContent = "";
      }
    });
    video.addEventListener("error", () => {
      this.#until = null;
      video.hidden = true;
      this.element.classList.add("cannot");
      this.#note.textContent = "This browser cannot play the video, or it is not there any more. The timeline shows what was found in it all the same.";
    });
  }
}
