// Finding words in words, whatever their letters' size and marks.

/** Letters without their size and marks. */
const folded = (words) => words.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

/** The words of a query. */
const wordsOf = (query) => folded(query).split(/\s+/u).filter(Boolean).slice(0, 12);

/** Whether every word is in it. */
const holds = (haystack, words) => words.every((word) => haystack.includes(word));

/** The words, those of the query marked. */
function marked(text, words) {
  if (!words.length || !text) return [text];
  // Where each folded letter comes from; letters may become several or none.
  let fold = "";
  const places = [];
  let place = 0;
  for (const letter of text) {
    const part = folded(letter);
    for (let index = 0; index < part.length; index += 1) places.push([place, place + letter.length]);
    fold += part;
    place += letter.length;
  }
  const hits = [];
  for (const word of words) {
    for (let at = fold.indexOf(word); at >= 0 && hits.length < 200; at = fold.indexOf(word, at + word.length)) {
      hits.push([places[at][0], places[at + word.length - 1][1]]);
    }
  }
  hits.sort((one, other) => one[0] - other[0]);
  const parts = [];
  let done = 0;
  for (const [start, end] of hits) {
    if (start < done) continue;
    if (start > done) parts.push(text.slice(done, start));
    parts.push(make("mark", {}, text.slice(start, end)));
    done = end;
  }
  if (done < text.length) parts.push(text.slice(done));
  return parts;
}
