// The register's keys, as general libraries find them.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { calculateJwkThumbprint, createLocalJWKSet, decodeProtectedHeader, importJWK, jwtVerify } from 'jose';
import { Chance } from './chance.mjs';
import { check, known } from './check.mjs';
import { receipts, shown } from './questions.mjs';
import { ADDRESS, Signing } from './server.mjs';

const FEW = 10;

let server;
before(async () => { server = await Signing.start(); });
after(() => server?.stop());

async function agree(count) {
  const jwks = await server.json('/.well-known/jwks.json');
  const did = await server.json('/.well-known/did.json');
  assert.equal(jwks.keys.length, count);
  assert.equal(jwks.issuer, `did:web:${new URL(ADDRESS).host}`);
  assert.equal(did.id, jwks.issuer);
  assert.deepEqual(did.verificationMethod.map((method) => method.publicKeyJwk), jwks.keys);
  assert.deepEqual(did.verificationMethod.map((method) => method.id), jwks.keys.map(({ kid }) => `${did.id}#${kid}`));
  assert.deepEqual(did.assertionMethod, did.verificationMethod.map((method) => method.id));
  assert.ok(did.verificationMethod.every(({ type, controller }) => type === 'JsonWebKey' && controller === did.id));
  assert.equal(await server.text('/log/keys'), jwks.log.map((key) => `${key}\n`).join(''));
  return jwks;
}

test('the set of keys is taken as it is, and every receipt names one of them', async () => {
  const jwks = await agree(1);
  for (const key of jwks.keys) {
    assert.equal(key.kid, await calculateJwkThumbprint(key));
    assert.equal((await importJWK(key)).type, 'public');
  }
  for (const { jws } of await receipts(server, new Chance(1), FEW)) {
    const { protectedHeader, key } = await jwtVerify(jws, createLocalJWKSet(jwks));
    assert.equal(key.type, 'public');
    assert.equal(protectedHeader.kid, jwks.keys[0].kid);
  }
});

test('older receipts stay good when the register takes new keys', async () => {
  const older = await receipts(server, new Chance(2), FEW);
  await server.rotate();
  server.grow(1);
  const newer = await receipts(server, new Chance(3), FEW);
  const keys = known(await agree(2));
  for (const receipt of [...older, ...newer]) await check(shown(receipt), keys, receipt.asked);
  assert.notEqual(decodeProtectedHeader(older[0].jws).kid, decodeProtectedHeader(newer[0].jws).kid);
});
