// Someone who can sign: damage inside a receipt is found by its proofs only where the signature is good.

import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { CompactSign } from 'jose';

const KID = 'forger';

export class Forger {
  constructor() {
    this.pair = generateKeyPairSync('ed25519');
  }

  // What a register publishes, as if the forger's key were one of its keys for receipts; the log's keys stay its own.
  amongKeysOf(published) {
    const own = { ...this.pair.publicKey.export({ format: 'jwk' }), kid: KID, alg: 'EdDSA', use: 'sig' };
    return { ...published, keys: [...published.keys, own] };
  }

  // A receipt anew, with its payload changed.
  async forge(jws, change) {
    const payload = JSON.parse(Buffer.from(jws.split('.')[1], 'base64url'));
    change(payload);
    return new CompactSign(Buffer.from(JSON.stringify(payload)))
      .setProtectedHeader({ alg: 'EdDSA', kid: KID, typ: 'vc+jwt' })
      .sign(this.pair.privateKey);
  }

  // A checkpoint of the same log, signed by a key that is not the log's.
  checkpoint(note) {
    const text = note.slice(0, note.indexOf('\n\n') + 1);
    const name = text.split('\n')[0];
    const key = Buffer.concat([Buffer.of(1), Buffer.from(this.pair.publicKey.export({ format: 'jwk' }).x, 'base64url')]);
    const hint = createHash('sha256').update(`${name}\n`).update(key).digest().subarray(0, 4);
    const signature = Buffer.concat([hint, sign(null, Buffer.from(text), this.pair.privateKey)]);
    return `${text}\n— ${name} ${signature.toString('base64')}\n`;
  }
}
