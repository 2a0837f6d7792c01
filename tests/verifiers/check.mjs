// Whether a receipt is genuine, found with jose (the signature) and with the code by which Sigstore's clients read their
// log (the proofs). Here is only what a receipt says where.

import { verifyMerkleInclusion } from '@sigstore/verify/dist/tlog/merkle.js';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { openCheckpoint } from './note.mjs';
import { Refused, bytes, must } from './refused.mjs';

// What /.well-known/jwks.json tells, made ready once.
export const known = (published) => ({ ...published, find: createLocalJWKSet(published) });

// Throws `Refused`, or gives how much was proved. `asked` is the nonce and the audience that the asker sent.
export async function check(text, keys, asked) {
  const [jws, ...items] = text.split('~');
  const receipt = await signed(jws, keys, asked);
  must(receipt.issuer === keys.issuer, 'issuer', `it is of ${receipt.issuer}`);
  must(receipt.nonce === asked.nonce, 'nonce', `it bears ${receipt.nonce}`);
  must(receipt.aud === asked.audience, 'audience', `it is for ${receipt.aud}`);
  must(receipt.evidence?.length === 1, 'evidence', 'there must be one piece of it');
  const [{ checkpoint: note, restsOn, acts }] = receipt.evidence;
  const checkpoint = openCheckpoint(note, keys.log);
  const { sequence } = receipt.credentialSubject;
  must(Number.isSafeInteger(sequence) && BigInt(sequence) <= checkpoint.logSize, 'coverage', 'the checkpoint is older than the answer');
  const proved = { acts: proveAll(acts, sequence, checkpoint), items: 0 };
  must(acts.every((act) => restsOn.includes(act.sequence)), 'acts', 'the answer does not rest on one of them');
  for (const item of items) {
    proved.acts += proveItem(item, receipt.credentialSubject, checkpoint);
    proved.items += 1;
  }
  return proved;
}

async function signed(jws, keys, { audience }) {
  try {
    const { payload } = await jwtVerify(jws, keys.find, { typ: 'vc+jwt', algorithms: ['EdDSA'], audience });
    bytes(jws.split('.')[2], 'base64url', 'signature', 64);
    return payload;
  } catch (error) {
    // What jose itself calls a failure is one; anything else is a mistake of this check.
    if (!error.code?.startsWith('ERR_J')) throw error;
    throw new Refused(error.claim === 'aud' ? 'audience' : 'signature', error.message);
  }
}

function proveAll(acts, sequence, checkpoint) {
  for (const act of acts) {
    proveLeaf('proof', act.entry, act.sequence - 1, act.proof, checkpoint);
    must(JSON.parse(act.entry).sequence === act.sequence, 'proof', 'the entry is of another act');
    must(act.sequence <= sequence, 'acts', `act ${act.sequence} is newer than the answer`);
  }
  return acts.length;
}

function proveItem(text, { sequence, count, root }, checkpoint) {
  let shown;
  try {
    shown = JSON.parse(bytes(text, 'base64url', 'item').toString());
  } catch (error) {
    throw new Refused('item', error.message);
  }
  must(Number.isSafeInteger(count), 'item', 'the receipt is not of a batch');
  proveLeaf('item', shown.item, shown.place, shown.proof, { logSize: BigInt(count), logHash: bytes(root, 'base64', 'item', 32) });
  const { verification } = JSON.parse(shown.item).outcome;
  return verification ? proveAll(verification.acts, sequence, checkpoint) : 0;
}

function proveLeaf(step, leaf, place, proof, tree) {
  must(typeof leaf === 'string' && Number.isSafeInteger(place) && Array.isArray(proof), step, 'a part of it is missing');
  const hashes = proof.map((hash) => bytes(hash, 'base64', step, 32));
  try {
    verifyMerkleInclusion({ canonicalizedBody: Buffer.from(leaf), inclusionProof: { logIndex: String(place), hashes } }, tree);
  } catch (error) {
    if (error.code !== 'TLOG_INCLUSION_PROOF_ERROR') throw error;
    throw new Refused(step, error.message);
  }
}
