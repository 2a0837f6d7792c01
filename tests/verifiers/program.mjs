// The Go program in log/, built with the Go and the library of the system.

import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SOURCE = fileURLToPath(new URL('log', import.meta.url));
const INSTALL = 'install Go and its library for transparent logs (Debian: apt-get install golang-go golang-golang-x-mod-dev; '
  + 'elsewhere put golang.org/x/mod into src/golang.org/x/mod of a folder, and name the folder in TIZILIM_GOPATH)';

export class Program {
  static build() {
    const program = new Program();
    program.folder = mkdtempSync(join(tmpdir(), 'tizilim-log-'));
    program.file = join(program.folder, 'log');
    // Without modules, so that nothing is fetched: the library is the system's.
    const env = { ...process.env, GO111MODULE: 'off', GOFLAGS: '', GOPATH: process.env.TIZILIM_GOPATH ?? '/usr/share/gocode' };
    const built = spawnSync('go', ['build', '-o', program.file, '.'], { cwd: SOURCE, env, encoding: 'utf8' });
    if (built.status !== 0) {
      program.remove();
      throw new Error(`log/ cannot be built: ${INSTALL}\n${built.error?.message ?? built.stderr}`);
    }
    return program;
  }

  // Runs it at a register on receipts: its exit code and all that it said.
  run(url, receipts) {
    return new Promise((resolve, reject) => {
      const child = spawn(this.file, [url, '-']);
      let said = '';
      for (const output of [child.stdout, child.stderr]) output.on('data', (text) => { said += text; });
      child.on('error', reject);
      child.on('close', (code) => resolve({ code, said }));
      // It may end before it has read all.
      child.stdin.on('error', () => {});
      child.stdin.end(receipts.map((receipt) => `${receipt}\n`).join(''));
    });
  }

  remove() {
    rmSync(this.folder, { recursive: true });
  }
}
