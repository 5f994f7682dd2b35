// The video, where it lies beside the page.

/** Plays the video from where it is told, and says where it is. */
class Player {
  #video = null;
  #note = make("p", { class: "player-note", role: "status" });
  #frame = 0;

  constructor(data) {
    this.onTime = () => {};
    if (!data.url) return;
    this.#video = make("video", { controls: true, preload: "metadata", playsinline: true, src: data.url, "aria-label": data.title });
    // Its place is kept from the beginning, so that nothing jumps when it comes.
    if (data.video.width && data.video.height) this.#video.style.aspectRatio = `${data.video.width} / ${data.video.height}`;
    this.box = make("div", { class: "player-box" }, this.#video);
    this.element = make("section", { class: "player", "aria-label": "Video" }, this.box, this.#note);
    this.#listen(this.#video);
  }

  /** Whether there is something to play. */
  get canPlay() { return this.#video !== null && !this.#video.error; }

  /** Goes to an instant, and plays if it should. */
  seek(seconds, plays) {
    if (!this.canPlay) return;
    this.#video.currentTime = Math.max(0, seconds);
    if (plays) this.#video.play().catch(() => { this.#note.textContent = "The browser waits for you to press Play."; });
  }

  #listen(video) {
    const tell = () => this.onTime(video.currentTime);
    const tick = () => {
      tell();
      if (!video.paused) this.#frame = requestAnimationFrame(tick);
    };
    video.addEventListener("play", () => {
      this.#note.textContent = "";
      this.element.classList.add("started");
      cancelAnimationFrame(this.#frame);
      tick();
    });
    for (const event of ["seeked", "timeupdate"]) video.addEventListener(event, tell);
    video.addEventListener("error", () => {
      this.element.classList.add("cannot");
      this.#note.textContent = "This browser cannot play the video, or it does not lie beside this page any more. Everything that was found in it is below all the same.";
    });
    // Whoever reads the list goes on seeing the video.
    new IntersectionObserver(([entry]) => this.element.classList.toggle("away", !entry.isIntersecting)).observe(this.element);
  }
}
