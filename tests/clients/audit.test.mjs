// The audit suite of GraphQL over HTTP: every MUST, SHOULD and MAY that it knows.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { serverAudits } from 'graphql-http';
import { Server } from './server.mjs';

let server;
before(async () => { server = await Server.start(); });
after(() => server.stop());

test('all audits pass, without an exception', async (context) => {
  const audits = serverAudits({ url: server.url });
  assert.ok(audits.length >= 61, `${audits.length} audits`);
  const failed = [];
  for (const audit of audits) {
    const result = await audit.fn();
    if (result.status !== 'ok') failed.push(`${result.status} ${audit.id} ${audit.name}: ${result.reason}`);
  }
  context.diagnostic(`${audits.length} audits, ${failed.length} not ok`);
  assert.deepEqual(failed, []);
});
