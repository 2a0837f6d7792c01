// Which documents have a meaning, judged by graphql-js over the same schema: the register refuses what it refuses before anything
// runs, and nothing else.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { buildSchema, parse, validate } from 'graphql';
import { Server } from '../node/server.mjs';

let server, schema;
before(async () => {
  server = await Server.start();
  schema = buildSchema(readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8'));
});
after(() => server.stop());

const M = '{ id }';
const DOCUMENTS = [
  // What has a meaning.
  '{ register { sequence } }',
  'query A { register { sequence } } query B { register { asOf } }',
  `{ a: miner(by: { number: "1" }) ${M} b: miner(by: { number: "2" }) ${M} }`,
  '{ miners(first: 1) { ...F } } fragment F on MinerConnection { totalCount edges { node { id } } }',
  '{ node(id: "x") { ... on Miner { id } ... on Pool { id } __typename } }',
  '{ node(id: "x") { ... on Licensee { authorisation { number } } } }',
  'query ($n: Int!) { miners(first: $n) { totalCount } }',
  'query ($n: Int = 3) { miners(first: $n) { totalCount } }',
  'query ($on: Date!) { at(date: $on) { register { sequence } } }',
  'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }',
  'query ($b: Boolean!) { register { sequence @include(if: $b) asOf @skip(if: $b) } }',
  '{ __schema { types { name } } }',
  '{ __type(name: "Miner") { fields { name isDeprecated } } }',
  '{ miners(filter: { standing: [ACTIVE] }) { totalCount } }',
  '{ miners(orderBy: { field: GRANTED_ON, direction: DESC }) { totalCount } }',
  '# only a comment before\n{ register { sequence } }',
  '{ miner(by: { number: """block""" }) { id } }',
  `query ($by: SubjectKey!) { verify(subject: $by, role: MINER) { verdict } }`,
  'subscription { acts(afterSequence: 0) { sequence } }',
  '{ register { sequence sequence } }',
  '{ register { a: sequence a: sequence } }',
  // Fields, arguments, types that there are not.
  '{ nothing }',
  '{ register { nothing } }',
  '{ register(nothing: 1) { sequence } }',
  '{ miners(first: 1, nothing: 2) { totalCount } }',
  '{ register { sequence } } fragment F on Nothing { id }',
  'query ($a: Nothing) { register { sequence } }',
  '{ register { sequence @nothing } }',
  '{ __schema { nothing } }',
  // Leaves and branches.
  '{ register }',
  '{ register { sequence { number } } }',
  '{ miners(first: 1) }',
  '{ register { } }',
  // Values of another type than their place.
  '{ miners(first: "1") { totalCount } }',
  '{ miners(first: 1.5) { totalCount } }',
  '{ miners(first: true) { totalCount } }',
  '{ miners(first: 2147483648) { totalCount } }',
  '{ miners(first: 99999999999999999999) { totalCount } }',
  '{ miners(filter: { standing: ["ACTIVE"] }) { totalCount } }',
  '{ miners(filter: { standing: [NOTHING] }) { totalCount } }',
  '{ miners(filter: { nothing: 1 }) { totalCount } }',
  '{ miners(filter: [1]) { totalCount } }',
  '{ verify(subject: { number: "1" }, role: "MINER") { verdict } }',
  '{ verify(subject: { number: "1" }, role: null) { verdict } }',
  '{ verify(subject: { number: "1" }) { verdict } }',
  '{ nodes(ids: null) { id } }',
  '{ nodes(ids: [null]) { id } }',
  '{ miner(by: { number: 7 }) { id } }',
  '{ miner(by: { number: "1", bin: "2" }) { id } }',
  '{ miner(by: {}) { id } }',
  '{ miner(by: { number: null }) { id } }',
  '{ miner { id } }',
  // Variables.
  'query ($n: Int) { register { sequence } }',
  '{ miners(first: $n) { totalCount } }',
  'query ($n: Int, $n: Int) { miners(first: $n) { totalCount } }',
  'query ($n: String) { miners(first: $n) { totalCount } }',
  'query ($n: [Int]) { miners(first: $n) { totalCount } }',
  'query ($on: Date) { at(date: $on) { register { sequence } } }',
  'query ($ids: [ID]!) { nodes(ids: $ids) { id } }',
  'query ($ids: [ID!]) { nodes(ids: $ids) { id } }',
  'query ($b: Boolean) { register { sequence @include(if: $b) } }',
  'query ($m: Miner) { register { sequence } }',
  'query ($n: Int = "1") { miners(first: $n) { totalCount } }',
  'query ($n: Int! = null) { miners(first: $n) { totalCount } }',
  'query A { ...F } query B ($n: Int) { ...F } fragment F on Query { miners(first: $n) { totalCount } }',
  'query ($by: SubjectKey) { verify(subject: $by, role: MINER) { verdict } }',
  // Fields that stand in each other's way.
  '{ miner(by: { number: "1" }) { id } miner(by: { number: "2" }) { id } }',
  '{ register { a: sequence a: asOf } }',
  '{ miners(first: 1) { totalCount } miners(first: 2) { totalCount } }',
  '{ register { ...A ...B } } fragment A on Register { x: sequence } fragment B on Register { x: asOf }',
  '{ node(id: "x") { ... on Organisation { bin } ... on Warning { bin } } }',
  '{ node(id: "x") { ... on DataCentre { code } ... on Rule { code } } }',
  '{ node(id: "x") { ... on Miner { x: id } ... on Pool { x: authorisation { number } } } }',
  // Fragments.
  '{ ...F }',
  '{ register { ...F } } fragment F on Miner { id }',
  '{ register { ... on Miner { id } } }',
  '{ register { ... on Int { id } } }',
  '{ register { sequence } } fragment F on Register { sequence }',
  '{ register { ...F } } fragment F on Register { ...F }',
  '{ register { ...A } } fragment A on Register { ...B } fragment B on Register { ...A }',
  '{ register { ...F } } fragment F on Register { sequence } fragment F on Register { asOf }',
  '{ register { ...on } } fragment on on Register { sequence }',
  '{ register { ...F } } fragment F on Standing { sequence }',
  // Directives.
  '{ register { sequence @include } }',
  '{ register { sequence @include(if: "yes") } }',
  '{ register { sequence @include(if: true) @include(if: false) } }',
  'query @include(if: true) { register { sequence } }',
  'query ($n: Int @deprecated) { miners(first: $n) { totalCount } }',
  '{ register { sequence @deprecated(reason: "x") } }',
  // Operations.
  'query A { register { sequence } } query A { register { asOf } }',
  '{ register { sequence } } query B { register { asOf } }',
  '{ register { sequence } } { register { asOf } }',
  'subscription { acts(afterSequence: 0) { sequence } b: acts(afterSequence: 0) { sequence } }',
  'subscription { __typename }',
  'type Query { a: Int }',
  '{ register { sequence } } type A { a: Int }',
  // No GraphQL at all.
  '',
  '{',
  '{ register { sequence }',
  '{ register { sequence } } }',
  '{ miners(first: ) { totalCount } }',
  '{ miners(first: 01) { totalCount } }',
  '{ miner(by: { number: "open }) { id } }',
  'query ($n Int) { register { sequence } }',
  '{ register { ... } }',
  'nothing { register { sequence } }',
];

function judged(document) {
  try {
    return validate(schema, parse(document)).length === 0;
  } catch {
    return false;
  }
}

const REFUSED = new Set(['PARSE_FAILED', 'VALIDATION_FAILED']);

// Whether the register refuses a document as one without a meaning: not for what it asks, or how it was sent.
async function admitted(document) {
  const names = [...document.matchAll(/(?:query|subscription) ([A-Z])/g)].map(([, name]) => name);
  const response = await fetch(server.graphql, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json' },
    body: JSON.stringify({ query: document, operationName: names[0] }),
  });
  const { errors } = await response.json();
  return !(errors ?? []).some((error) => REFUSED.has(error.extensions.code));
}

test('the register and graphql-js agree about every document', async (context) => {
  const differ = [];
  let good = 0;
  for (const document of DOCUMENTS) {
    const [ours, theirs] = [await admitted(document), judged(document)];
    good += theirs ? 1 : 0;
    if (ours !== theirs) differ.push(`${ours ? 'admitted' : 'refused'}: ${document}`);
  }
  context.diagnostic(`${DOCUMENTS.length} documents, ${good} of them good`);
  assert.ok(good >= 18 && DOCUMENTS.length - good >= 70);
  assert.deepEqual(differ, []);
});
