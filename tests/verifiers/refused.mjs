// Why something is not taken: at which step of the check, and what is wrong.

export class Refused extends Error {
  constructor(step, why) {
    super(`${step}: ${why}`);
    this.step = step;
  }
}

export function must(is, step, why) {
  if (!is) throw new Refused(step, why);
}

// Bytes from a text that has no other spelling: readers that let loose bits at the end pass would take two texts for one.
export function bytes(text, alphabet, step, length) {
  const read = typeof text === 'string' ? Buffer.from(text, alphabet) : Buffer.alloc(0);
  must(read.toString(alphabet) === text, step, `${JSON.stringify(text)?.slice(0, 100)} is no ${alphabet}`);
  must(length === undefined || read.length === length, step, `${read.length} bytes where ${length} should be`);
  return read;
}
