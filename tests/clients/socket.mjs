// A WebSocket of which each frame can be written by hand, whatever the protocol allows.

import WebSocket from 'ws';

export const PROTOCOL = 'graphql-transport-ws';

export class Socket {
  heard = [];
  #waiting = [];

  // Opens one; gives the status instead where the server does not.
  static open(url, protocols = [PROTOCOL], headers = {}) {
    return new Promise((resolve, reject) => {
      const socket = new Socket();
      socket.wire = new WebSocket(url.replace('http:', 'ws:'), protocols, { headers });
      socket.closed = new Promise((closes) => socket.wire.once('close', closes));
      socket.wire.on('message', (text) => {
        const message = JSON.parse(text);
        const next = socket.#waiting.shift();
        if (next) next(message); else socket.heard.push(message);
      });
      socket.wire.once('open', () => resolve(socket));
      socket.wire.once('unexpected-response', (request, response) => {
        request.destroy();
        resolve({ status: response.statusCode });
      });
      socket.wire.once('error', reject);
    });
  }

  static async ready(url) {
    const socket = await Socket.open(url);
    socket.say({ type: 'connection_init' });
    await socket.hear();
    return socket;
  }

  say(message) {
    this.wire.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  subscribe(id, query) {
    this.say({ type: 'subscribe', id, payload: { query } });
  }

  // The next message that was not heard yet.
  hear() {
    return this.heard.length > 0 ? Promise.resolve(this.heard.shift()) : new Promise((hears) => this.#waiting.push(hears));
  }

  end() {
    this.wire.terminate();
  }
}
