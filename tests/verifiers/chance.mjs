// Chance that falls the same way each time: mulberry32, from a seed.

export class Chance {
  constructor(seed) {
    this.state = seed >>> 0;
  }

  // A whole number from 0 to below a limit.
  below(limit) {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit);
  }

  one(of) {
    return of[this.below(of.length)];
  }
}
