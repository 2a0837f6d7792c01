// A register that signs, and the ways to make it grow.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bin } from '../node/bin.mjs';
import { Server } from '../node/server.mjs';

const EXAMPLES = fileURLToPath(new URL('../../examples/register', import.meta.url));

// What the keys are made for is not where the server listens: a receipt names the register, not a machine.
export const ADDRESS = 'https://register.example';

export class Signing extends Server {
  firms = 0;

  static async start() {
    const server = new this();
    server.tell('migrate', '--database-url', server.database);
    server.tell('import', '--database-url', server.database, EXAMPLES);
    server.sign(ADDRESS);
    await server.run();
    return server;
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
}
