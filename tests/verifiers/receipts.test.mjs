// A thousand receipts are taken, and a thousand damaged ones are not, by code that knows nothing of the register.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Chance } from './chance.mjs';
import { check, known } from './check.mjs';
import { damages } from './damage.mjs';
import { Forger } from './forger.mjs';
import { receipts, shown } from './questions.mjs';
import { Refused } from './refused.mjs';
import { Signing } from './server.mjs';

const SEED = 2026;
const EACH = 1000;
const GROWTH = 300;
// Characters of a damaged receipt that a failure shows.
const SHOWN = 500;

let server, published, given;
before(async () => {
  server = await Signing.start();
  const chance = new Chance(SEED);
  given = await receipts(server, chance, EACH / 2);
  // The other half rests on a larger tree.
  server.grow(GROWTH);
  given.push(...await receipts(server, chance, EACH / 2));
  published = await server.json('/.well-known/jwks.json');
});
after(() => server?.stop());

test('a thousand receipts are taken, each with its proofs and items', async () => {
  const keys = known(published);
  const proved = { receipts: 0, acts: 0, items: 0 };
  for (const receipt of given) {
    const { acts, items } = await check(shown(receipt), keys, receipt.asked);
    proved.receipts += 1;
    proved.acts += acts;
    proved.items += items;
  }
  assert.equal(proved.receipts, EACH);
  assert.ok(proved.acts > EACH && proved.items > EACH / 4, `too little was proved to tell anything: ${JSON.stringify(proved)}`);
});

test('any items of a batch can be shown without the others', async () => {
  const keys = known(published);
  const { asked, jws, items } = given.find((receipt) => receipt.items.length > 4);
  for (const some of [[], [items[3]], [items[4], items[0]]]) {
    assert.equal((await check(shown({ jws, items: some }), keys, asked)).items, some.length);
  }
});

test('what the forger signs without damage is taken, so that damage alone is what is refused', async () => {
  const forger = new Forger();
  const keys = known(forger.amongKeysOf(published));
  for (const receipt of given) {
    const jws = await forger.forge(receipt.jws, () => {});
    await check(shown({ ...receipt, jws }), keys, receipt.asked);
    await assert.rejects(check(shown({ ...receipt, jws }), known(published), receipt.asked), Refused);
  }
});

test('a thousand damaged receipts are refused, each at the step that the damage is for', async () => {
  const forger = new Forger();
  const keys = known(forger.amongKeysOf(published));
  let number = 0;
  for await (const { name, steps, asked, text } of damages(new Chance(SEED), given, forger, EACH)) {
    number += 1;
    const which = `damage ${number} of seed ${SEED} (${name})`;
    await assert.rejects(check(text, keys, asked), (error) => {
      assert.ok(error instanceof Refused, `${which} made the check fail by itself: ${error.stack}`);
      assert.ok(steps.includes(error.step), `${which} is refused at ${error.step}, not at ${steps}: ${error.message}`);
      return true;
    }, `${which} is taken: ${text.slice(0, SHOWN)}…`);
  }
  assert.equal(number, EACH);
});
