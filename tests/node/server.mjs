// The program that TIZILIM_BINARY names, serving a register of its own, and the ways to ask it.

import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const binary = process.env.TIZILIM_BINARY;
if (!binary) throw new Error('TIZILIM_BINARY names no program: run `cargo build`, and name target/debug/tizilim');

export class Server {
  constructor() {
    this.folder = mkdtempSync(join(tmpdir(), 'tizilim-server-'));
    this.database = `sqlite://${join(this.folder, 'register.db')}`;
    this.flags = [];
  }

  // Over a register that is empty but for the starting rules.
  static async start() {
    const server = new this();
    await server.run();
    return server;
  }

  // Over a copy of the register of the demo: what each of its licensees is there to show is in examples/README.md.
  static async demo() {
    const demo = process.env.TIZILIM_DEMO;
    if (!demo) throw new Error('TIZILIM_DEMO names no folder: run `cargo run -- demo --no-serve --data DIR`, and name DIR');
    const server = new this();
    cpSync(demo, server.folder, { recursive: true });
    server.sign('https://register.example');
    await server.run();
    return server;
  }

  // Runs a command to its end; gives what it printed.
  tell(...words) {
    // What it says of its progress is of interest only where it fails, and then is in the error.
    return execFileSync(binary, ['--log', 'warn', ...words], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  }

  // Makes keys; the register signs with them when it runs.
  sign(address) {
    this.keys = join(this.folder, 'register.keys');
    this.tell('key', 'create', '--key-file', this.keys, '--address', address);
    this.flags = ['--key-file', this.keys];
  }

  // A token of one who may record the acts of this role.
  token(role) {
    const made = this.tell('token', 'create', '--role', role, '--office', 'test', '--expires', '2099-12-31', '--database-url', this.database);
    return /tzl_\w+/.exec(made)[0];
  }

  async run(listen = '127.0.0.1:0') {
    this.process = spawn(binary, ['--log', 'warn', 'serve', '--listen', listen, '--database-url', this.database, ...this.flags],
      { stdio: ['ignore', 'pipe', 'inherit'] });
    for await (const line of createInterface({ input: this.process.stdout })) {
      this.url = new URL(/http:\S+/.exec(line)[0]).origin;
      this.graphql = `${this.url}/graphql`;
      return;
    }
    throw new Error('the server ended before it listened');
  }

  // Ends the process, and starts another at the same address.
  async restart(signal) {
    await this.end(signal);
    await this.run(new URL(this.url).host);
  }

  async end(signal = 'SIGTERM') {
    const ended = new Promise((resolve) => this.process.once('exit', resolve));
    this.process.kill(signal);
    await ended;
  }

  async stop() {
    await this.end('SIGKILL');
    rmSync(this.folder, { recursive: true });
  }

  // Asks something, as someone or as nobody; gives the whole answer.
  async post(query, { variables, operationName, token } = {}) {
    const response = await fetch(this.graphql, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
      body: JSON.stringify({ query, variables, operationName }),
    });
    return response.json();
  }

  // Asks something that must be answered; gives the data.
  async ask(query, options) {
    const answer = await this.post(query, options);
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
