// How many slips of the hand lie between two words.

/** Slips that are forgiven in a word: the longer, the more; none in figures. */
export function forgiven(word) {
  if (word.length < 4 || word.length > 25 || /\d/.test(word)) return 0;
  return word.length < 8 ? 1 : 2;
}

/**
 * Missing, extra, wrong and swapped letters (optimal string alignment; Damerau 1964), at most `most`, else Infinity.
 * With `open`, `term` may go on behind what was typed.
 */
export function slips(word, term, most, open) {
  const long = open ? term.slice(0, word.length + most) : term;
  if (Math.abs(word.length - long.length) > most) return Infinity;
  let before = [];
  let last = Array.from({ length: word.length + 1 }, (_, i) => i);
  let best = last[word.length];
  for (let j = 1; j <= long.length; j++) {
    const row = [j];
    let least = j;
    for (let i = 1; i <= word.length; i++) {
      const same = word[i - 1] === long[j - 1];
      row[i] = Math.min(last[i] + 1, row[i - 1] + 1, last[i - 1] + (same ? 0 : 1));
      if (i > 1 && j > 1 && word[i - 1] === long[j - 2] && word[i - 2] === long[j - 1]) {
        row[i] = Math.min(row[i], before[i - 2] + 1);
      }
      least = Math.min(least, row[i]);
    }
    if (least > most) break; // rows only grow
    best = open ? Math.min(best, row[word.length]) : j === long.length ? row[word.length] : Infinity;
    before = last;
    last = row;
  }
  return best <= most ? best : Infinity;
}
