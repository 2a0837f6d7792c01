// The schema before the rules of @graphql-eslint. What it is let off stands in eslint.config.mjs, with the reason.

import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { ESLint } from 'eslint';
import { buildSchema, getNamedType, isInterfaceType, isObjectType } from 'graphql';
import { ROOT, SCHEMA, read, temporary } from './files.mjs';

const overrideConfigFile = fileURLToPath(new URL('eslint.config.mjs', import.meta.url));

// Of the `schema.graphql` of a folder: which rules are broken, and where.
async function found(folder) {
  const languageOptions = { parserOptions: { graphQLConfig: { schema: join(folder, 'schema.graphql') } } };
  const linter = new ESLint({ cwd: folder, overrideConfigFile, overrideConfig: [{ files: ['schema.graphql'], languageOptions }] });
  const [{ messages }] = await linter.lintFiles(['schema.graphql']);
  return messages.map(({ ruleId, line, message }) => `${ruleId} in line ${line}: ${message}`);
}

test('the schema breaks none', async () => assert.deepEqual(await found(ROOT), []));

test('a schema that breaks some is found out', async (t) => {
  const folder = temporary('eslint');
  t.after(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'schema.graphql'), `type Query { things(from: Int): ThingConnection } type ThingConnection { edges: Thing } type Thing { name: String } type PageInfo { next: Int }`);
  const broken = (await found(folder)).join('\n');
  for (const rule of ['require-description', 'relay-page-info', 'relay-connection-types', 'relay-edge-types', 'relay-arguments', 'strict-id-in-types']) {
    assert.ok(broken.includes(rule), `${rule} is not among\n${broken}`);
  }
});

const schema = buildSchema(read(SCHEMA));
const types = Object.values(schema.getTypeMap());

test('what an edge leads to can be fetched again by its id', () => {
  const nodes = new Set(schema.getPossibleTypes(schema.getType('Node')));
  for (const edge of types.filter(({ name }) => name.endsWith('Edge') && name !== 'AuthorisationEventEdge')) {
    const node = getNamedType(edge.getFields().node.type);
    const led = isInterfaceType(node) ? schema.getPossibleTypes(node) : [node];
    assert.ok(led.every((type) => nodes.has(type)), edge.name);
  }
});

test('no type is let off that is not there, or that has an id', async () => {
  const [{ rules }] = (await import('./eslint.config.mjs')).default;
  for (const name of rules['@graphql-eslint/strict-id-in-types'][1].exceptions.types) {
    const type = schema.getType(name);
    assert.ok(isObjectType(type), name);
    assert.notEqual(String(type.getFields().id?.type), 'ID!', name);
  }
});
