// Ways to damage a receipt: bytes changed, cut, and moved from another one. Each tells at which step it must be refused.

import { changed, cut, flipped, respelled } from './alter.mjs';
import { shown } from './questions.mjs';

const base64url = (value) => Buffer.from(value).toString('base64url');
const payload = ({ jws }) => JSON.parse(Buffer.from(jws.split('.')[1], 'base64url'));

function withPart(receipt, part, change) {
  const parts = receipt.jws.split('.');
  parts[part] = change(parts[part]);
  return shown({ ...receipt, jws: parts.join('.') });
}

function withItem(chance, receipt, change) {
  const items = [...receipt.items];
  const at = chance.below(items.length);
  items[at] = change(items[at], at);
  return shown({ ...receipt, items });
}

function withDisclosure(chance, receipt, change) {
  return withItem(chance, receipt, (item, at) => {
    const disclosure = JSON.parse(Buffer.from(item, 'base64url'));
    change(disclosure, at);
    return base64url(JSON.stringify(disclosure));
  });
}

// Which receipts a way fits.
const any = () => true;
const withActs = (receipt) => payload(receipt).evidence[0].acts.length > 0;
const withItems = (receipt) => receipt.items.length > 1;

// Receipts of one version rest on one checkpoint, so acts and proofs can be moved between them.
const ofSameLog = (a) => (b) => payload(a).evidence[0].checkpoint === payload(b).evidence[0].checkpoint;

// What someone without the register's keys may do. `others` are more receipts, of which a part may be taken.
const BY_ANYONE = [
  ['a byte of the header', 'signature', any, (chance, receipt) => withPart(receipt, 0, (part) => changed(chance, part))],
  ['a byte of the payload', 'signature', any, (chance, receipt) => withPart(receipt, 1, (part) => changed(chance, part))],
  ['a byte of the signature', 'signature', any, (chance, receipt) => withPart(receipt, 2, (part) => changed(chance, part))],
  ['a signature in another spelling', 'signature', any, (chance, receipt) => withPart(receipt, 2, respelled)],
  ['a header that asks for no signature', 'signature', any, (chance, receipt) =>
    [base64url('{"alg":"none","typ":"vc+jwt"}'), receipt.jws.split('.')[1], ''].join('.')],
  ['a header of another type', 'signature', any, (chance, receipt) => withPart(receipt, 0, (part) =>
    base64url(Buffer.from(part, 'base64url').toString().replace('vc+jwt', 'JWT')))],
  ['a header cut', 'signature', any, (chance, receipt) => withPart(receipt, 0, (part) => cut(chance, part))],
  ['a payload cut', 'signature', any, (chance, receipt) => withPart(receipt, 1, (part) => cut(chance, part))],
  ['a signature cut', 'signature', any, (chance, receipt) => withPart(receipt, 2, (part) => cut(chance, part))],
  ['the end cut', 'signature', any, (chance, receipt) => receipt.jws.slice(0, chance.below(receipt.jws.length))],
  ['the payload of another', 'signature', any, (chance, receipt, others) =>
    withPart(receipt, 1, () => chance.one(others).jws.split('.')[1])],
  ['the signature of another', 'signature', any, (chance, receipt, others) =>
    withPart(receipt, 2, () => chance.one(others).jws.split('.')[2])],
  ['another receipt in its place', ['nonce', 'audience'], any, (chance, receipt, others) => shown(chance.one(others))],
  ['a byte of an item', 'item', withItems, (chance, receipt) => withItem(chance, receipt, (item) => changed(chance, item))],
  ['an item cut', 'item', withItems, (chance, receipt) => withItem(chance, receipt, (item) => cut(chance, item))],
  ['a byte of what an item says', 'item', withItems, (chance, receipt) =>
    withDisclosure(chance, receipt, (disclosure) => { disclosure.item = changed(chance, disclosure.item); })],
  ['a bit of an item\'s proof', 'item', withItems, (chance, receipt) => withDisclosure(chance, receipt, (disclosure) => {
    const at = chance.below(disclosure.proof.length);
    disclosure.proof[at] = flipped(chance, disclosure.proof[at]);
  })],
  ['a hash less in an item\'s proof', 'item', withItems, (chance, receipt) =>
    withDisclosure(chance, receipt, ({ proof }) => { proof.splice(chance.below(proof.length), 1); })],
  ['an item at the place of another', 'item', withItems, (chance, receipt) =>
    withDisclosure(chance, receipt, (disclosure) => { disclosure.place = (disclosure.place + 1) % receipt.items.length; })],
  ['an item with the proof of another', 'item', withItems, (chance, receipt) =>
    withDisclosure(chance, receipt, (disclosure, at) => {
      const next = receipt.items[(at + 1) % receipt.items.length];
      disclosure.proof = JSON.parse(Buffer.from(next, 'base64url')).proof;
    })],
  ['an item of another batch', 'item', withItems, (chance, receipt, others) =>
    withItem(chance, receipt, () => chance.one(chance.one(others.filter(withItems)).items))],
  ['an item shown with what is no batch', 'item', (receipt) => receipt.items.length === 0, (chance, receipt, others) =>
    shown({ ...receipt, items: [chance.one(chance.one(others.filter(withItems)).items)] })],
];

const act = (chance, { evidence: [{ acts }] }) => chance.one(acts);
const note = (change) => (chance, receipt, others, forger) => (said) => {
  const [evidence] = said.evidence;
  evidence.checkpoint = change(chance, evidence.checkpoint, forger);
};

// What someone may do whose signature is taken for the register's. Each gives the change of the payload.
const BY_A_FORGER = [
  ['a byte of an entry', 'proof', withActs, (chance) => (said) => {
    const one = act(chance, said);
    one.entry = changed(chance, one.entry);
  }],
  ['an entry cut', 'proof', withActs, (chance) => (said) => {
    const one = act(chance, said);
    one.entry = cut(chance, one.entry);
  }],
  ['a bit of a proof', 'proof', withActs, (chance) => (said) => {
    const { proof } = act(chance, said);
    const at = chance.below(proof.length);
    proof[at] = flipped(chance, proof[at]);
  }],
  ['a byte of a proof', 'proof', withActs, (chance) => (said) => {
    const { proof } = act(chance, said);
    const at = chance.below(proof.length);
    proof[at] = changed(chance, proof[at]);
  }],
  ['a hash of a proof in another spelling', 'proof', withActs, (chance) => (said) => {
    const { proof } = act(chance, said);
    const at = chance.below(proof.length);
    proof[at] = respelled(proof[at]);
  }],
  ['a hash less in a proof', 'proof', withActs, (chance) => (said) => {
    const { proof } = act(chance, said);
    proof.splice(chance.below(proof.length), 1);
  }],
  ['a hash twice in a proof', 'proof', withActs, (chance) => (said) => {
    const { proof } = act(chance, said);
    const at = chance.below(proof.length);
    proof.splice(at, 0, proof[at]);
  }],
  ['two hashes of a proof in each other\'s place', 'proof', withActs, (chance) => (said) => {
    const { proof } = act(chance, said);
    const at = chance.below(proof.length - 1);
    [proof[at], proof[at + 1]] = [proof[at + 1], proof[at]];
  }],
  ['an act under the next number', 'proof', withActs, (chance) => (said) => { act(chance, said).sequence += 1; }],
  ['an entry from another receipt', 'proof', withActs, (chance, receipt, others) => (said) => {
    const one = act(chance, said);
    const entries = others.flatMap((other) => payload(other).evidence[0].acts.map(({ entry }) => entry));
    one.entry = chance.one(entries.filter((entry) => entry !== one.entry));
  }],
  ['an act that another answer rests on', 'acts', withActs, (chance, receipt, others) => (said) => {
    const { sequence } = said.credentialSubject;
    const [{ acts, restsOn }] = said.evidence;
    const moved = others.filter(ofSameLog(receipt)).flatMap((other) => payload(other).evidence[0].acts);
    acts.push(chance.one(moved.filter((one) => !restsOn.includes(one.sequence) || one.sequence > sequence)));
  }],
  ['the checkpoint of another size', 'proof', withActs, (chance, receipt, others) => (said) => {
    const other = chance.one(others.filter((one) => !ofSameLog(receipt)(one)));
    // An answer from the very version that the older checkpoint ends at, or from before it, is covered by both.
    said.credentialSubject.sequence = 1;
    said.evidence[0].checkpoint = payload(other).evidence[0].checkpoint;
  }],
  ['an answer newer than its checkpoint', 'coverage', any, () => (said) => {
    said.credentialSubject.sequence = Number(said.evidence[0].checkpoint.split('\n')[1]) + 1;
  }],
  ['a byte of a checkpoint', 'checkpoint', any, note(changed)],
  ['a checkpoint cut', 'checkpoint', any, note(cut)],
  ['a checkpoint signed by someone else', 'checkpoint', any, note((chance, text, forger) => forger.checkpoint(text))],
  ['the root of another batch', 'item', withItems, (chance, receipt, others) => (said) => {
    said.credentialSubject.root = payload(chance.one(others.filter(withItems))).credentialSubject.root;
  }],
  ['fewer items than are shown', 'item', withItems, () => (said) => { said.credentialSubject.count -= 1; }],
  ['another register', 'issuer', any, (chance) => (said) => { said.issuer = changed(chance, said.issuer); }],
];

const TRIES = 1000;

// Damage after damage, each way in its turn.
export async function* damages(chance, receipts, forger, count) {
  const ways = [
    ...BY_ANYONE.map(([name, step, fits, make]) => ({ name, step, fits, make })),
    ...BY_A_FORGER.map(([name, step, fits, change]) => ({ name, step, fits, make: async (chance, receipt, others) =>
      shown({ ...receipt, jws: await forger.forge(receipt.jws, change(chance, receipt, others, forger)) }) })),
  ];
  for (let number = 0; number < count; number++) {
    const { name, step, fits, make } = ways[number % ways.length];
    const receipt = pick(chance, receipts, fits, name);
    const others = receipts.filter((other) => other !== receipt);
    yield { name, steps: [step].flat(), asked: receipt.asked, text: await make(chance, receipt, others) };
  }
}

function pick(chance, receipts, fits, name) {
  for (let tries = 0; tries < TRIES; tries++) {
    const receipt = chance.one(receipts);
    if (fits(receipt)) return receipt;
  }
  throw new Error(`no receipt to try ${name} with`);
}
