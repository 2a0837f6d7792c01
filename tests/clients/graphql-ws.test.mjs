// The register followed by graphql-ws, the client of the protocol's author.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { FOLLOW, Followed, until, upTo } from './server.mjs';

let server;
before(async () => { server = await Followed.start(); });
after(() => server.stop());

const client = (options = {}) =>
  createClient({ url: server.graphql.replace('http:', 'ws:'), webSocketImpl: WebSocket, retryAttempts: 0, ...options });

function follow(client, variables) {
  const told = { acts: [], errors: [], isComplete: false };
  client.subscribe({ query: FOLLOW, variables }, {
    next: (answer) => {
      told.acts.push(answer.data.acts.sequence);
      variables.after = answer.data.acts.sequence;
    },
    error: (error) => told.errors.push(error),
    complete: () => { told.isComplete = true; },
  });
  return told;
}

test('what was missed is told, then what comes', async () => {
  const following = client();
  const told = follow(following, { after: 0 });
  const already = await server.newest();
  await until(() => told.acts.length >= already, 'the acts that were missed');
  const act = await server.act();
  await until(() => told.acts.includes(act), 'the act that came');
  assert.deepEqual(told, { acts: upTo(act), errors: [], isComplete: false });
  await following.dispose();
});

test('a client that reconnects with the last number misses nothing, whatever the server does', async () => {
  const closes = [];
  const following = client({ retryAttempts: 100, retryWait: () => new Promise((resolve) => setTimeout(resolve, 50)),
    shouldRetry: () => true, on: { closed: (event) => closes.push(event.code) } });
  const told = follow(following, { after: 0 });
  const first = await server.act();
  await until(() => told.acts.at(-1) === first, 'the act before the restarts');
  for (const signal of ['SIGKILL', 'SIGTERM']) {
    await server.restart(signal);
    const act = await server.act();
    await until(() => told.acts.at(-1) === act, `the act after ${signal}`);
  }
  assert.deepEqual(told, { acts: upTo(await server.newest()), errors: [], isComplete: false });
  assert.ok(closes.includes(1001), 'a server that is told to stop says so');
  await following.dispose();
});

test('a number that is not there is an error of the operation', async () => {
  const following = client();
  for (const number of [1_000_000, -1]) {
    const told = follow(following, { after: number });
    await until(() => told.errors.length > 0, 'an error');
    assert.equal(told.errors[0][0].extensions.code, 'BAD_INPUT');
  }
  await following.dispose();
});

test('a query is answered, a mutation is not', async () => {
  const asking = client({ connectionParams: { authorization: `Bearer ${server.ministry}` } });
  const answers = asking.iterate({ query: '{ register { sequence } }' });
  assert.equal((await answers.next()).value.data.register.sequence, await server.newest());
  assert.equal((await answers.next()).done, true);
  const act = 'licence: { number: "1" }, effectiveOn: "2026-01-20", reason: "r", reference: "f", idempotencyKey: "k"';
  const refused = asking.iterate({ query: `mutation { resumeLicence(input: { ${act} }) { act { sequence } } }` });
  await assert.rejects(refused.next(), (errors) => errors[0].extensions.code === 'METHOD_NOT_ALLOWED');
  await asking.dispose();
});

test('a token that is none is forbidden', async () => {
  const asking = client({ connectionParams: { authorization: 'Bearer tzl_1_00' } });
  await assert.rejects(asking.iterate({ query: '{ register { sequence } }' }).next(), { code: 4403 });
});
