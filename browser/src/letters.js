// Numbers in letters, as generator/indexing/letters.py writes them: two digits to a sign or so.

const LETTERS = Array.from({ length: 0x7f - 0x21 }, (_, i) => String.fromCharCode(0x21 + i)).filter((sign) => !'"\\<'.includes(sign));
const BASE = LETTERS.length >> 1;
const DIGITS = new Uint8Array(128);
LETTERS.forEach((sign, digit) => (DIGITS[sign.charCodeAt(0)] = digit));

/** The numbers that stand in a text, one behind the other. */
export function numbersIn(text) {
  const numbers = [];
  let number = 0;
  let scale = 1;
  for (let i = 0; i < text.length; i++) {
    const digit = DIGITS[text.charCodeAt(i)];
    if (digit < BASE) {
      numbers.push(number + digit * scale);
      number = 0;
      scale = 1;
    } else {
      number += (digit - BASE) * scale;
      scale *= BASE;
    }
  }
  return numbers;
}
