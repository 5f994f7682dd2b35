// Puts the page together.

const data = island("data");
const pictures = new Map(island("pictures", []).map(([time, width, height, bytes]) => [time, { url: `data:image/jpeg;base64,${bytes}`, width, height }]));
const rows = rowsOf(data);
const player = new Player(data);

const hooks = {
  /** Goes to an instant; where there is nothing to play, to what is written about it. */
  onSeek(seconds, plays = true) {
    timeline.point(seconds);
    timeline.reveal(seconds);
    if (player.canPlay) player.seek(seconds, plays);
  },
  onRow(row) { list.point(row); },
  onFound(found) { timeline.mark(found); },
  onChoose(row) { if (row) list.reveal(row, true); },
};
const list = new Rows(data, rows, pictures, hooks);
const timeline = new Timeline(data, rows, pictures, {
  ...hooks,
  onSeek(seconds) {
    hooks.onSeek(seconds, false);
    if (!player.canPlay) list.reveal(rows.find((row) => seconds >= row.span[0] && seconds < row.span[1]));
  },
});
player.onTime = (seconds) => timeline.point(seconds);

const answer = answerOf(data);
const stage = player.element || answer ? make("div", { class: player.element && answer ? "stage two" : "stage" }, player.element, answer) : null;
const head = make("div", { class: "head" }, make("h1", { dir: "auto" }, data.title), make("ul", { class: "facts-line" }, about(data.video).map((fact) => make("li", {}, fact)), data.account ? make("li", {}, `by ${data.account.model}`) : null));
one("brand").prepend(mark());
one("generator").textContent = data.generator;
one("content").append(...[head, noticesOf(data), stage, rows.length ? timeline.element : null, momentsOf(data, pictures, hooks), rows.length ? list.element : null, detailsOf(data)].filter(Boolean));
if (rows.length) {
  timeline.begin();
  list.begin();
}

/** Goes where the address says: #t=12.5, or #row-3. */
function follow() {
  const seconds = /^#t=(\d{1,9}(?:\.\d{1,6})?)$/.exec(location.hash)?.[1];
  const place = /^#row-(\d{1,9})$/.exec(location.hash)?.[1];
  const row = seconds === undefined ? rows[place - 1] : rows.findLast((row) => row.span[0] <= Number(seconds));
  if (!row) return;
  hooks.onSeek(seconds === undefined ? row.span[0] : Number(seconds), false);
  list.reveal(row, true);
}
addEventListener("hashchange", follow);
follow();

// On paper everything is open and drawn.
let opened = [];
const toPaper = () => {
  list.drawAll();
  opened = [...document.querySelectorAll("details:not([open])")];
  for (const element of opened) element.open = true;
  for (const image of document.images) image.loading = "eager";
  timeline.print(true);
};
const toScreen = () => {
  for (const element of opened) element.open = false;
  opened = [];
  timeline.print(false);
};
addEventListener("beforeprint", toPaper);
addEventListener("afterprint", toScreen);

addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.target.closest("input, textarea")) return;
  event.preventDefault();
  list.search.focus();
});
document.documentElement.dataset.ready = "true";
