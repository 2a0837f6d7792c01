// Relay's compiler takes the operations that users send, and what Relay asks of a schema: connections and refetching by id.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { Kind, print, visit } from 'graphql';
import { SCALARS, SCHEMA, definitions, operations, temporary } from './files.mjs';

const COMPILER = createRequire(import.meta.url).resolve('relay-compiler/cli.js');

const folder = temporary('relay');
// The compiler looks only below its own folder.
copyFileSync(SCHEMA, join(folder, 'schema.graphql'));
after(() => rmSync(folder, { recursive: true }));

// Relay wants a module for each operation and fragment, which begins its name; and an operation to say what it is.
const KINDS = { query: 'Query', mutation: 'Mutation', subscription: 'Subscription' };
const fragmentOf = (name) => ({ kind: Kind.NAME, value: `${name}_facts` });
const renamed = (definition) => visit(definition, {
  OperationDefinition: (node) => ({ ...node, name: { ...node.name, value: node.name.value + KINDS[node.operation] } }),
  FragmentDefinition: (node) => ({ ...node, name: fragmentOf(node.name.value) }),
  FragmentSpread: (node) => ({ ...node, name: fragmentOf(node.name.value) }),
});

function module(name, text) {
  writeFileSync(join(folder, 'src', `${name}.js`), `graphql\`${text.replaceAll('`', '\\`')}\`;\n`);
}

function compile(modules) {
  rmSync(join(folder, 'src'), { recursive: true, force: true });
  mkdirSync(join(folder, 'src/made'), { recursive: true });
  for (const [name, text] of modules) module(name, text);
  const config = { src: 'src', schema: 'schema.graphql', language: 'javascript', artifactDirectory: 'src/made', customScalarTypes: SCALARS };
  writeFileSync(join(folder, 'relay.config.json'), JSON.stringify(config));
  writeFileSync(join(folder, 'package.json'), '{}');
  const { status, stdout, stderr } = spawnSync(process.execPath, [COMPILER], { cwd: folder, encoding: 'utf8' });
  return { status, said: stdout + stderr, made: readdirSync(join(folder, 'src/made')) };
}

test('every operation that users send compiles', () => {
  const { status, said, made } = compile(definitions.map((definition) => [definition.name.value, print(renamed(definition))]));
  assert.equal(status, 0, said);
  for (const { name, operation } of operations) assert.ok(made.includes(`${name.value}${KINDS[operation]}.graphql.js`), said);
});

test('a list pages as a connection, and a licensee is fetched again by its id', () => {
  const { status, said, made } = compile([
    ['Miners', `fragment Miners_list on Query @argumentDefinitions(count: { type: "Int", defaultValue: 10 }, cursor: { type: "String" })
      @refetchable(queryName: "MinersPageQuery") {
        miners(first: $count, after: $cursor) @connection(key: "Miners_miners") { edges { node { id ...Card_facts } } } }`],
    ['Card', `fragment Card_facts on Licensee @refetchable(queryName: "CardAgainQuery") { id authorisation { number standing } }`],
    ['Page', 'query PageQuery { ...Miners_list }'],
  ]);
  assert.equal(status, 0, said);
  for (const name of ['MinersPageQuery', 'CardAgainQuery', 'PageQuery']) assert.ok(made.includes(`${name}.graphql.js`), said);
});

test('what does not fit the schema does not compile', () => {
  assert.notEqual(compile([['Wrong', 'query WrongQuery { miner(by: { nothing: "x" }) { id } }']]).status, 0);
});
