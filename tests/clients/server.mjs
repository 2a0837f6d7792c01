// The program that TIZILIM_BINARY names, serving a register of its own, and the ways to act on it.

import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const binary = process.env.TIZILIM_BINARY;
if (!binary) throw new Error('TIZILIM_BINARY names no program: run `cargo build`, and name target/debug/tizilim');

export const FOLLOW = `subscription FollowActs($after: Int) {
  acts(afterSequence: $after) { sequence kind subject { __typename id } changedFields }
}`;

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
    server.folder = mkdtempSync(join(tmpdir(), 'tizilim-clients-'));
    server.database = `sqlite://${join(server.folder, 'register.db')}`;
    server.acts = 0;
    await server.run('127.0.0.1:0');
    const made = execFileSync(binary, ['--log', 'warn', 'token', 'create', '--role', 'ministry', '--office', 'test', '--expires', '2099-12-31',
      '--database-url', server.database], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    server.token = /tzl_\w+/.exec(made)[0];
    return server;
  }

  async run(listen) {
    this.process = spawn(binary, ['--log', 'warn', 'serve', '--listen', listen, '--database-url', this.database],
      { stdio: ['ignore', 'pipe', 'inherit'] });
    for await (const line of createInterface({ input: this.process.stdout })) {
      this.url = /http:\S+/.exec(line)[0];
      return;
    }
    throw new Error('the server ended before it listened');
  }

  // Ends the process, and starts another at the same address.
  async restart(signal) {
    await this.end(signal);
    await this.run(new URL(this.url).host);
  }

  async end(signal) {
    const ended = new Promise((resolve) => this.process.once('exit', resolve));
    this.process.kill(signal);
    await ended;
  }

  async stop() {
    await this.end('SIGKILL');
    rmSync(this.folder, { recursive: true });
  }

  async post(query, variables) {
    const response = await fetch(this.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${this.token}` },
      body: JSON.stringify({ query, variables }),
    });
    return response.json();
  }

  async newest() {
    return (await this.post('{ register { sequence } }')).data.register.sequence;
  }

  // Records an act; gives its number.
  async act() {
    const n = this.acts++;
    const input = {
      bin: bin(n), names: { kk: `«Үлгі ${n}» ЖШС`, ru: `ТОО «Үлгі ${n}»` }, region: '55', effectiveOn: '2023-04-03',
      reason: 'Because a test says so', reference: 'TEST-1', idempotencyKey: `key-${n}`,
    };
    const answer = await this.post(`mutation($input: RegisterOrganisationInput!) {
      registerOrganisation(input: $input) { act { sequence } problems { code message } } }`, { input });
    const act = answer.data?.registerOrganisation.act;
    if (!act) throw new Error(JSON.stringify(answer));
    return act.sequence;
  }
}

// Waits until something is so.
export async function until(is, what) {
  for (let tries = 0; tries < 1000; tries++) {
    if (is()) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`not so in time: ${what}`);
}

export const upTo = (newest) => Array.from({ length: newest }, (_, at) => at + 1);
