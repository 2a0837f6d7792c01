// Every audit of graphql-http, MUST and SHOULD alike, against the running register. There are no exceptions.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { serverAudits } from 'graphql-http';
import { Server } from '../node/server.mjs';

// So that a release which audits less is noticed.
const AUDITS = 61;

let server;
before(async () => { server = await Server.start(); });
after(() => server?.stop());

const audits = serverAudits({ url: () => server.graphql, fetchFn: fetch });

test(`there are ${AUDITS} audits`, () => assert.equal(audits.length, AUDITS));

for (const { id, name, fn } of audits) {
  test(`${id} ${name}`, async () => {
    const { status, reason } = await fn();
    assert.equal(status, 'ok', reason);
  });
}
