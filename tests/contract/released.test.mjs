// What was released stays true: nothing that a client may have written against the last released schema breaks with this one.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CriticalityLevel, diff } from '@graphql-inspector/core';
import { buildSchema } from 'graphql';
import { RELEASED, SCHEMA, read } from './files.mjs';

async function broken(released, schema) {
  const changes = await diff(buildSchema(released), buildSchema(schema));
  return changes.filter(({ criticality }) => criticality.level === CriticalityLevel.Breaking).map(({ message }) => message);
}

test('nothing that was released breaks', async () => assert.deepEqual(await broken(read(RELEASED), read(SCHEMA)), []));

test('what would break is found out', async () => {
  const schema = read(SCHEMA);
  const altered = (from, to) => {
    assert.ok(schema.includes(from), from);
    return broken(schema, schema.replaceAll(from, to));
  };
  for (const [from, to] of [
    ['nextChangeOn: Date', 'changesOn: Date'],
    ['verdict: Verdict!', 'verdict: Verdict'],
    ['input VerifyInput {', 'input VerifyInput {\n\tmust: String!'],
    ['role: LicenseeRole!', 'role: String!'],
    ['\tMINER\n', '\tDIGGER\n'],
  ]) {
    assert.ok((await altered(from, to)).length > 0, `${from} to ${to}`);
  }
  // What is added harms nobody who asks for what was there.
  assert.deepEqual(await altered('enum Lang {', 'enum Lang {\n\tDE'), []);
});
