// The types that @graphql-codegen makes of the schema, a client in strict TypeScript that is written against them, and what
// the register answers to it.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { generate } from '@graphql-codegen/cli';
import { QUESTIONS, SCALARS, SCHEMA, operations } from './files.mjs';
import { Server } from '../node/server.mjs';

const FOLDER = fileURLToPath(new URL('client', import.meta.url));
const MADE = `${FOLDER}/made`;
const TSC = createRequire(import.meta.url).resolve('typescript/bin/tsc');

const compile = () => spawnSync(process.execPath, [TSC, '-p', FOLDER], { encoding: 'utf8' });

let server;
before(async () => {
  rmSync(MADE, { recursive: true, force: true });
  await generate({
    schema: SCHEMA,
    documents: QUESTIONS,
    generates: { [`${MADE}/`]: {
      preset: 'client',
      presetConfig: { fragmentMasking: false },
      config: { strictScalars: true, scalars: SCALARS, documentMode: 'string', useTypeImports: true, enumsAsTypes: true },
    } },
    silent: true,
  }, true);
  server = await Server.demo();
});
after(() => server?.stop());

test('the client compiles, and each of its operations is answered', async () => {
  const { status, stdout } = compile();
  assert.equal(status, 0, stdout);
  const { askAll } = await import(`${MADE}/js/client.js`);
  const { miners } = await server.ask('{ miners(filter: { standing: [ACTIVE] }, first: 1) { edges { node { organisation { bin } } } } }');
  const answers = await askAll(server.graphql, miners.edges[0].node.organisation.bin);
  assert.deepEqual(Object.keys(answers).sort(), operations.map(({ name }) => name.value).sort());
  for (const [operation, answer] of Object.entries(answers)) assert.notEqual(answer ?? null, null, operation);
});

test('what does not fit does not compile', () => {
  const file = `${MADE}/graphql.ts`;
  const types = readFileSync(file, 'utf8');
  assert.ok(types.includes('verdict: Verdict'));
  writeFileSync(file, types.replaceAll('verdict: Verdict', 'judgement: Verdict'));
  const { status, stdout } = compile();
  assert.notEqual(status, 0);
  assert.match(stdout, /client\.ts.*'verdict' does not exist/);
});
