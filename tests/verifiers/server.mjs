// The program that TIZILIM_BINARY names, serving a signed register of its own, and the ways to ask it and to make it grow.

import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const binary = process.env.TIZILIM_BINARY;
if (!binary) throw new Error('TIZILIM_BINARY names no program: run `cargo build`, and name target/debug/tizilim');

const EXAMPLES = fileURLToPath(new URL('../../examples/register', import.meta.url));

// What the keys are made for is not where the server listens: a receipt names the register, not a machine.
export const ADDRESS = 'https://register.example';

// Numbers that a BIN may have: twelve digits, the last a check digit.
function bin(n) {
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

export class Server {
  static async start() {
    const server = new Server();
    server.folder = mkdtempSync(join(tmpdir(), 'tizilim-verifiers-'));
    server.database = `sqlite://${join(server.folder, 'register.db')}`;
    server.keys = join(server.folder, 'register.keys');
    server.firms = 0;
    server.tell('migrate', '--database-url', server.database);
    server.tell('import', '--database-url', server.database, EXAMPLES);
    server.tell('key', 'create', '--key-file', server.keys, '--address', ADDRESS);
    await server.run();
    return server;
  }

  tell(...words) {
    // What it says of its progress is of interest only where it fails, and then is in the error.
    execFileSync(binary, ['--log', 'warn', ...words], { stdio: ['ignore', 'ignore', 'pipe'] });
  }

  async run() {
    this.process = spawn(binary, ['--log', 'warn', 'serve', '--listen', '127.0.0.1:0', '--database-url', this.database,
      '--key-file', this.keys], { stdio: ['ignore', 'pipe', 'inherit'] });
    for await (const line of createInterface({ input: this.process.stdout })) {
      this.url = new URL(/http:\S+/.exec(line)[0]).origin;
      return;
    }
    throw new Error('the server ended before it listened');
  }

  async end() {
    const ended = new Promise((resolve) => this.process.once('exit', resolve));
    this.process.kill('SIGTERM');
    await ended;
  }

  async stop() {
    await this.end();
    rmSync(this.folder, { recursive: true });
  }

  // New keys sign from now on; the older ones stay published.
  async rotate() {
    await this.end();
    this.tell('key', 'rotate', '--key-file', this.keys);
    await this.run();
  }

  // Acts that another process records while the server runs.
  grow(acts) {
    const columns = 'event,authority,effective_on,bin,name_kk,name_ru,name_en,region,address,website,reason,reference';
    const rows = Array.from({ length: acts }, () => {
      const n = this.firms++;
      const names = `«Тексеру ${n}» ЖШС,ТОО «Проверка ${n}»,Check ${n} LLP`;
      return `REGISTERED,MINISTRY,2023-04-03,${bin(n)},${names},55,,,Because a test says so,TEST-${n}`;
    });
    const file = join(this.folder, 'organisations.csv');
    writeFileSync(file, `${[columns, ...rows].join('\n')}\n`);
    this.tell('import', '--database-url', this.database, file);
  }

  async post(query) {
    const response = await fetch(`${this.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    });
    const answer = await response.json();
    if (answer.errors) throw new Error(`${JSON.stringify(answer.errors)}\nasked: ${query.slice(0, 500)}`);
    return answer.data;
  }

  async json(path) {
    return (await fetch(this.url + path)).json();
  }

  async text(path) {
    return (await fetch(this.url + path)).text();
  }
}
