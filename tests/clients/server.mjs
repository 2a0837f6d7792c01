// A register to be followed, and the ways to act on it.

import { bin } from '../node/bin.mjs';
import { Server } from '../node/server.mjs';

export const FOLLOW = `subscription FollowActs($after: Int) {
  acts(afterSequence: $after) { sequence kind subject { __typename id } changedFields }
}`;

export class Followed extends Server {
  acts = 0;

  static async start() {
    const server = await super.start();
    server.ministry = server.token('ministry');
    return server;
  }

  async newest() {
    return (await this.ask('{ register { sequence } }')).register.sequence;
  }

  // Records an act; gives its number.
  async act() {
    const n = this.acts++;
    const input = {
      bin: bin(n), names: { kk: `«Үлгі ${n}» ЖШС`, ru: `ТОО «Үлгі ${n}»` }, region: '55', effectiveOn: '2023-04-03',
      reason: 'Because a test says so', reference: 'TEST-1', idempotencyKey: `key-${n}`,
    };
    const { registerOrganisation: { act, problems } } = await this.ask(`mutation($input: RegisterOrganisationInput!) {
      registerOrganisation(input: $input) { act { sequence } problems { code message } } }`, { variables: { input }, token: this.ministry });
    if (!act) throw new Error(JSON.stringify(problems));
    return act.sequence;
  }
}

// Waits until something is so.
export async function until(is, what) {
  for (let tries = 0; tries < 1000; tries++) {
    if (is()) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`not so in time: ${what}`);
}

export const upTo = (newest) => Array.from({ length: newest }, (_, at) => at + 1);
