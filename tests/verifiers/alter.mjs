// Ways to alter a text, so that what it stands for is another, or is spelled in another way.

// Printable bytes, so that text stays text.
const FIRST = 33;
const PRINTABLE = 94;

// A text with one byte changed.
export function changed(chance, text) {
  const at = chance.below(text.length);
  const shift = 1 + chance.below(PRINTABLE - 1);
  const byte = FIRST + ((text.charCodeAt(at) - FIRST + shift) % PRINTABLE);
  return text.slice(0, at) + String.fromCharCode(byte) + text.slice(at + 1);
}

// A text without its end, or without a part in its middle.
export function cut(chance, text) {
  const from = chance.below(text.length);
  return text.slice(0, from) + (chance.below(2) ? '' : text.slice(from + 1));
}

// The same in base64, with one bit of what it stands for changed.
export function flipped(chance, text) {
  const bytes = Buffer.from(text, 'base64');
  bytes[chance.below(bytes.length)] ^= 1 << chance.below(8);
  return bytes.toString('base64');
}

const COMMON = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const ALPHABETS = [`${COMMON}-_`, `${COMMON}+/`];

// Other base64 that careless readers take for the same: its last character has a bit that stands for nothing.
export function respelled(text) {
  const [, before, last, end] = /^(.*)([^=])(=*)$/.exec(text);
  const alphabet = ALPHABETS.find((characters) => characters.includes(last));
  return before + alphabet[alphabet.indexOf(last) ^ 1] + end;
}
