// The register followed by graphql-sse, the client of the protocol's author, in its distinct connections mode.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createClient } from 'graphql-sse';
import { FOLLOW, Followed, until, upTo } from './server.mjs';

let server;
before(async () => { server = await Followed.start(); });
after(() => server.stop());

function follow(variables, options = {}) {
  const told = { acts: [], answers: [], errors: [], isComplete: false };
  const following = createClient({ url: server.graphql, retryAttempts: 0, ...options });
  told.stop = following.subscribe({ query: FOLLOW, variables }, {
    next: (answer) => {
      told.answers.push(answer);
      if (answer.data) {
        told.acts.push(answer.data.acts.sequence);
        variables.after = answer.data.acts.sequence;
      }
    },
    error: (error) => told.errors.push(error),
    complete: () => { told.isComplete = true; },
  });
  return told;
}

test('what was missed is told, then what comes', async () => {
  const told = follow({ after: 0 });
  const already = await server.newest();
  await until(() => told.acts.length >= already, 'the acts that were missed');
  const act = await server.act();
  await until(() => told.acts.includes(act), 'the act that came');
  assert.deepEqual([told.acts, told.errors, told.isComplete], [upTo(act), [], false]);
  told.stop();
});

test('a client that reconnects with the last number misses nothing, whatever the server does', async () => {
  const told = follow({ after: 0 }, { retryAttempts: 100, retry: () => new Promise((resolve) => setTimeout(resolve, 50)) });
  await server.act();
  for (const signal of ['SIGKILL', 'SIGTERM']) {
    await server.restart(signal);
    const act = await server.act();
    await until(() => told.acts.at(-1) === act, `the act after ${signal}`);
  }
  assert.deepEqual([told.acts, told.errors, told.isComplete], [upTo(await server.newest()), [], false]);
  told.stop();
});

test('a number that is not there is told, and no more follows', async () => {
  const told = follow({ after: 1_000_000 });
  await until(() => told.isComplete, 'the end');
  assert.equal(told.answers[0].errors[0].extensions.code, 'BAD_INPUT');
});

test('a query is answered once', async () => {
  const asking = createClient({ url: server.graphql });
  const answers = [];
  for await (const answer of asking.iterate({ query: '{ register { sequence } }' })) answers.push(answer);
  assert.deepEqual(answers, [{ data: { register: { sequence: await server.newest() } } }]);
});

test('a plain reader of events resumes by the id of the last', async () => {
  const address = `${server.graphql}?query=${encodeURIComponent(FOLLOW)}&variables=${encodeURIComponent('{"after":0}')}`;
  const response = await fetch(address, { headers: { accept: 'text/event-stream', 'last-event-id': '5' } });
  const { value } = await response.body.getReader().read();
  const event = new TextDecoder().decode(value).split('\n\n')[0].split('\n');
  assert.equal(event[0], 'event: next');
  assert.equal(event[1], 'id: 6');
  assert.equal(JSON.parse(event[2].slice('data: '.length)).data.acts.sequence, 6);
  await response.body.cancel().catch(() => {});
});
