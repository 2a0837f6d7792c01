// What clients of a WebSocket do that they must not: each is told what was wrong, and nobody else is the worse for it.

import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { PROTOCOL, Socket } from './socket.mjs';
import { Server } from '../node/server.mjs';

// It tells nothing until an act is recorded.
const SILENCE = 'subscription { acts { sequence } }';
const REGISTER = '{ register { sequence } }';
const MEGABYTES = 1024 * 1024;

let server;
before(async () => { server = await Server.start(); });
after(() => server?.stop());

// Whoever does wrong, the others are answered.
afterEach(async () => {
  const socket = await Socket.ready(server.graphql);
  socket.subscribe('a', REGISTER);
  assert.equal(typeof (await socket.hear()).payload.data.register.sequence, 'number');
  socket.end();
});

test('what is no message closes with 4400', async () => {
  for (const text of ['{', '', '[]', 'null', '{"type":"start"}', '{"type":"subscribe","id":"a"}', '{"type":{}}', '\u0000', '['.repeat(60_000)]) {
    const socket = await Socket.ready(server.graphql);
    socket.say(text);
    assert.equal(await socket.closed, 4400, text.slice(0, 40));
  }
});

test('to ask before the beginning closes with 4401, to begin twice with 4429', async () => {
  const early = await Socket.open(server.graphql);
  early.subscribe('a', REGISTER);
  assert.equal(await early.closed, 4401);
  const twice = await Socket.ready(server.graphql);
  twice.say({ type: 'connection_init' });
  assert.equal(await twice.closed, 4429);
});

test('who never begins is closed with 4408', async () => {
  const socket = await Socket.open(server.graphql);
  assert.equal(await socket.closed, 4408);
});

test('an id that is under way closes with 4409', async () => {
  const socket = await Socket.ready(server.graphql);
  socket.subscribe('a', SILENCE);
  socket.subscribe('a', SILENCE);
  assert.equal(await socket.closed, 4409);
});

test('a document that is invalid, too large or none is an error of its operation', async () => {
  const socket = await Socket.ready(server.graphql);
  const wrong = {
    VALIDATION_FAILED: '{ nothing }',
    PARSE_FAILED: '{ register {',
    LIMIT_EXCEEDED: `{ ${'register { sequence } '.repeat(200)} }`,
    METHOD_NOT_ALLOWED: 'mutation { resumeLicence(input: { licence: { number: "X" }, effectiveOn: "2026-01-01", reason: "r", reference: "r", idempotencyKey: "k" }) { act { sequence } } }',
  };
  for (const [code, query] of Object.entries(wrong)) {
    socket.subscribe(code, query);
    const { id, type, payload } = await socket.hear();
    assert.deepEqual([id, type, payload[0].extensions.code], [code, 'error', code]);
  }
  socket.end();
});

test('pages of another origin get no socket', async () => {
  for (const origin of ['https://evil.example', 'null', `${server.url}.evil.example`]) {
    assert.equal((await Socket.open(server.graphql, [PROTOCOL], { origin })).status, 403, origin);
  }
});

test('the older protocol is refused', async () => {
  // The client of the test ends a connection whose server chose none of its protocols.
  await assert.rejects(Socket.open(server.graphql, ['graphql-ws']), /no subprotocol/);
});

test('two thousand subscriptions on one socket are refused from the limit on', async () => {
  const socket = await Socket.ready(server.graphql);
  for (let n = 0; n < 2_000; n++) socket.subscribe(`s${n}`, SILENCE);
  const refused = [];
  for (let n = 0; n < 1_980; n++) refused.push(await socket.hear());
  assert.ok(refused.every(({ type, payload }) => type === 'error' && payload[0].extensions.code === 'LIMIT_EXCEEDED'));
  socket.subscribe('one more', SILENCE);
  assert.equal((await socket.hear()).type, 'error', 'those that were let in are still there');
  socket.end();
});

test('a message that is too long closes with 1009', async () => {
  const socket = await Socket.ready(server.graphql);
  socket.subscribe('a', `${REGISTER} #${'x'.repeat(70_000)}`);
  assert.equal(await socket.closed, 1009);
});

test('a message of five megabytes ends the connection, whether or not its sender listens meanwhile', async () => {
  const socket = await Socket.ready(server.graphql);
  socket.wire.on('error', () => {});
  socket.subscribe('a', `${REGISTER} #${'x'.repeat(5 * MEGABYTES)}`);
  assert.ok([1006, 1009].includes(await socket.closed));
});
