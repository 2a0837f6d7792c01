// A checkpoint in a signed note, opened with what the log publishes of its keys (C2SP signed-note and tlog-checkpoint).

import { createHash, createPublicKey, verify } from 'node:crypto';
import { bytes, must } from './refused.mjs';

const ED25519 = 1;
const FORM = /^(?<text>(?<origin>[^\n]+)\n(?<size>0|[1-9]\d*)\n(?<root>\S{44})\n)\n(?<signatures>(?:— \S+ \S+\n)+)$/u;

const hash = (name, key) => createHash('sha256').update(`${name}\n`).update(key).digest().subarray(0, 4);

// A key of the form name+hash+key.
function readKey(text) {
  const [name, hint, ...rest] = text.split('+');
  const key = bytes(rest.join('+'), 'base64', 'keys', 33);
  must(key[0] === ED25519 && hash(name, key).toString('hex') === hint, 'keys', `${text} is no Ed25519 key of a log`);
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: key.subarray(1).toString('base64url') };
  return { name, hint, key: createPublicKey({ key: jwk, format: 'jwk' }) };
}

// The size and the root that a known key has signed.
export function openCheckpoint(note, keys) {
  const form = FORM.exec(note)?.groups;
  must(form, 'checkpoint', 'it has not the form of one');
  const known = keys.map(readKey);
  const good = form.signatures.trimEnd().split('\n').filter((line) => {
    const [, name, signature] = line.split(' ');
    const signed = bytes(signature, 'base64', 'checkpoint');
    const by = known.find((key) => key.name === name && key.hint === signed.subarray(0, 4).toString('hex'));
    if (!by) return false;
    must(by.name === form.origin, 'checkpoint', 'it is of another log');
    must(verify(null, Buffer.from(form.text), by.key, signed.subarray(4)), 'checkpoint', 'the signature is not good');
    return true;
  });
  must(good.length > 0, 'checkpoint', 'no known key has signed it');
  return { logSize: BigInt(form.size), logHash: bytes(form.root, 'base64', 'checkpoint', 32) };
}
