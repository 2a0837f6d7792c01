// A register as someone in between would show it: everything as it is, but for one answer with one bit changed.

import { createServer } from 'node:http';

// Base64 may end with bits that stand for nothing, which some readers let pass: where a signature ends, nothing is changed.
const LOOSE_END = 4;

export class Proxy {
  static async before(url) {
    const proxy = new Proxy();
    proxy.asked = new Set();
    proxy.server = createServer(async (request, response) => {
      const given = await fetch(url + request.url);
      const body = Buffer.from(await given.arrayBuffer());
      proxy.asked.add(request.url);
      if (request.url === proxy.damage?.path) {
        const at = Math.floor(proxy.damage.where * (body.length - LOOSE_END));
        body[at] ^= 1 << proxy.damage.bit;
      }
      response.writeHead(given.status).end(body);
    });
    await new Promise((listens) => proxy.server.listen(0, '127.0.0.1', listens));
    proxy.url = `http://127.0.0.1:${proxy.server.address().port}`;
    return proxy;
  }

  // Which answer, where in it (from 0 to below 1), and which bit; nothing for all as it is.
  set(damage) {
    this.damage = damage;
  }

  async stop() {
    await new Promise((ended) => {
      this.server.close(ended);
      this.server.closeAllConnections();
    });
  }
}
