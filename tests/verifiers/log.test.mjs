// The log and the receipts in the hands of Go's reference library for transparent logs.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Chance } from './chance.mjs';
import { Forger } from './forger.mjs';
import { Program } from './program.mjs';
import { Proxy } from './proxy.mjs';
import { receipts, shown } from './questions.mjs';
import { Signing } from './server.mjs';

const SEED = 2027;
const EACH = 60;
// Enough for full tiles of hashes, and for a second level of them.
const GROWTH = 600;
// Of each answer of the log, how many bits are changed, one in each run.
const BITS = 8;

let program, server, proxy, given, records;
before(async () => {
  program = Program.build();
  server = await Signing.start();
  const chance = new Chance(SEED);
  given = await receipts(server, chance, EACH);
  server.grow(GROWTH);
  given.push(...await receipts(server, chance, EACH));
  records = Number((await server.text('/log/checkpoint')).split('\n')[1]);
  proxy = await Proxy.before(server.url);
});
after(async () => {
  await proxy?.stop();
  await server?.stop();
  program?.remove();
});

test('every record is proved, nothing older was rewritten, and receipts of both sizes rest on the log', async () => {
  const { code, said } = await program.run(proxy.url, given.map(shown));
  assert.equal(code, 0, said);
  assert.ok(records > GROWTH);
  assert.match(said, new RegExp(`^log: ${records} records proved, consistent with [2-9]\\d older sizes\n`));
  const told = new RegExp(`\nreceipts: ${given.length}, with (\\d+) acts and (\\d+) items proved\n$`).exec(said);
  assert.ok(told, said);
  const [acts, items] = told.slice(1).map(Number);
  assert.equal(items, given.reduce((sum, receipt) => sum + receipt.items.length, 0));
  assert.ok(items > 0 && acts > given.length, said);
});

test('one bit changed in whatever the log answers is found', async () => {
  // What the program asked for in the test before, which went through the proxy.
  const paths = [...proxy.asked];
  for (const kind of ['/log/keys', '/log/checkpoint', '/log/tile/0/', '/log/tile/1/', '/log/tile/entries/']) {
    assert.ok(paths.some((path) => path.startsWith(kind)), `the program never asked for ${kind}: ${paths}`);
  }
  const chance = new Chance(SEED);
  for (const path of paths) {
    for (let bits = 0; bits < BITS; bits++) {
      const damage = { path, where: chance.below(1e6) / 1e6, bit: chance.below(8) };
      proxy.set(damage);
      const { code, said } = await program.run(proxy.url, []);
      assert.equal(code, 1, `not found: ${JSON.stringify(damage)} of seed ${SEED}\n${said}`);
      assert.match(said, /^log: \S/);
    }
  }
  proxy.set(undefined);
});

test('a receipt whose proofs were touched is found', async () => {
  const forger = new Forger();
  const batch = given.find((receipt) => receipt.items.length > 1);
  const item = Buffer.from(batch.items[0], 'base64url').toString().replace('client-0', 'client-1');
  const proving = given.find(({ jws }) => JSON.parse(Buffer.from(jws.split('.')[1], 'base64url')).evidence[0].acts.length > 1);
  const forged = (change) => forger.forge(proving.jws, ({ evidence: [evidence] }) => change(evidence));
  assert.equal((await program.run(server.url, [await forged(() => {})])).code, 0);
  const invalid = /act \d+: invalid transparency proof/;
  const touched = [
    [await forged(({ acts }) => { acts[0].entry = acts[0].entry.replace('MINISTRY', 'MINISTRZ'); }), invalid],
    [await forged(({ acts }) => { acts[1].proof = acts[0].proof; }), invalid],
    [await forged(({ acts }) => { acts[0].proof.pop(); }), invalid],
    [await forged(({ acts }) => { acts[0].sequence += 1; }), invalid],
    [await forged((evidence) => { evidence.checkpoint = evidence.checkpoint.replace('\n', '.\n'); }), /checkpoint: /],
    [await forged((evidence) => { evidence.checkpoint = forger.checkpoint(evidence.checkpoint); }), /no verifiable signatures/],
    [`${batch.jws}~${Buffer.from(item).toString('base64url')}`, /item 0: invalid transparency proof/],
  ];
  for (const [receipt, why] of touched) {
    const { code, said } = await program.run(server.url, [receipt]);
    assert.equal(code, 1, `taken: ${why}`);
    assert.match(said, /receipt in line 1: /);
    assert.match(said, why);
  }
});
