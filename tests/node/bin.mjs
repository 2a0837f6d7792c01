// Numbers that a BIN may have: twelve digits, the last a check digit.
export function bin(n) {
  for (let month = 1; month <= 12; month++) {
    const body = `21${String(month).padStart(2, '0')}40${String(n).padStart(5, '0')}`;
    const digits = [...body].map(Number);
    for (const first of [1, 3]) {
      const sum = digits.reduce((sum, digit, at) => sum + digit * (((at + first - 1) % 11) + 1), 0) % 11;
      if (sum < 10) return body + sum;
    }
  }
  throw new Error(`no BIN for ${n}`);
}
