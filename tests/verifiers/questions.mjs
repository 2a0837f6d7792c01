// Questions of many kinds, and the receipts that the register gives for its answers.

// Fields at the root of one request; the server takes no more.
const AT_ONCE = 20;

const twoDigits = (n) => String(n).padStart(2, '0');
const upTo = (last) => Array.from({ length: last }, (_, at) => twoDigits(at + 1));

// Who is in examples/register, and one of each who is not.
const SUBJECTS = {
  MINER: [...upTo(14).map((n) => `number: "REG-M-${n}"`), 'number: "REG-M-99"', 'bin: "240140091005"', 'name: "Sample Bulaq Mining LLP"'],
  POOL: [...upTo(4).map((n) => `number: "REG-P-${n}"`), 'number: "REG-P-99"'],
  EXCHANGE: [...upTo(5).map((n) => `number: "REG-X-${n}"`), 'number: "REG-X-99"', 'domain: "nowhere.example"'],
};
const ROLES = Object.keys(SUBJECTS);

const subject = (chance, role) => `{ ${chance.one(SUBJECTS[role])} }`;

function single(chance) {
  const role = chance.one(ROLES);
  return `verify(subject: ${subject(chance, role)}, role: ${role})`;
}

function chain(chance) {
  return `verifyChain(miner: ${subject(chance, 'MINER')}, pool: ${subject(chance, 'POOL')}, exchange: ${subject(chance, 'EXCHANGE')})`;
}

function batch(chance) {
  const subjects = Array.from({ length: 1 + chance.below(12) }, (_, at) => {
    const role = chance.one(ROLES);
    // Some cannot be read: the batch is of them, too.
    const about = chance.below(10) === 0 ? '{ bin: "123" }' : subject(chance, role);
    return `{ ref: "client-${at}", role: ${role}, subject: ${about} }`;
  });
  return `verifyBatch(subjects: [${subjects.join(' ')}])`;
}

// Versions before this one know few of them.
const FIRST_VERSION = 100;

// Today and the newest version, or a day, or a version, or both.
function view(chance, newest) {
  const day = `date: "${2023 + chance.below(4)}-${twoDigits(4 + chance.below(9))}-${twoDigits(1 + chance.below(28))}"`;
  const version = `sequence: ${FIRST_VERSION + chance.below(newest + 1 - FIRST_VERSION)}`;
  return chance.one(['', `at(${day})`, `at(${version})`, `at(${day}, ${version})`]);
}

// A question with what its asker will hold against the receipt.
function question(chance, newest, number) {
  const kind = number % 10 < 7 ? single : number % 10 < 9 ? chain : batch;
  const asked = { nonce: `nonce-${chance.below(2 ** 32)}` };
  if (chance.below(4) > 0) asked.audience = `https://exchange-${chance.below(5)}.example`;
  const audience = asked.audience ? `, audience: "${asked.audience}"` : '';
  const receipt = `${kind(chance)} { receipt(nonce: "${asked.nonce}"${audience}) { jws disclosures } }`
    .replace('disclosures', kind === batch ? 'disclosures' : '');
  const at = view(chance, newest);
  return { asked, field: at ? `${at} { answer: ${receipt} }` : receipt };
}

// Asks so many questions: of each, what was asked and what was given.
export async function receipts(server, chance, count) {
  const newest = (await server.ask('{ register { sequence } }')).register.sequence;
  const questions = Array.from({ length: count }, (_, number) => question(chance, newest, number));
  const given = [];
  for (let from = 0; from < count; from += AT_ONCE) {
    const some = questions.slice(from, from + AT_ONCE);
    const data = await server.ask(`{ ${some.map(({ field }, at) => `q${at}: ${field}`).join('\n')} }`);
    for (const [at, { asked }] of some.entries()) {
      const { receipt } = data[`q${at}`].answer ?? data[`q${at}`];
      given.push({ asked, jws: receipt.jws, items: receipt.disclosures ?? [] });
    }
  }
  return given;
}

// As it is handed on: the receipt, and each item that is shown after a tilde.
export const shown = ({ jws, items }) => [jws, ...items].join('~');
