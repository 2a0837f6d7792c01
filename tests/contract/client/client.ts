// A client in TypeScript whose types @graphql-codegen made from schema.graphql: it sends every operation of
// tests/questions.graphql. What does not fit the schema does not compile.

import * as made from './made/graphql.js';
import type { TypedDocumentString } from './made/graphql.js';

interface Answer<Data> {
  data?: Data | null;
  errors?: { message: string }[];
}

function checked<Data>({ data, errors }: Answer<Data>): Data {
  if (errors || !data) throw new Error(JSON.stringify(errors));
  return data;
}

export class Client {
  constructor(private readonly url: string) {}

  async ask<Data, Variables>(document: TypedDocumentString<Data, Variables>, variables: Variables): Promise<Data> {
    const response = await this.send(document, variables, 'application/graphql-response+json');
    return checked<Data>(await response.json());
  }

  // The first that a subscription tells.
  async first<Data, Variables>(document: TypedDocumentString<Data, Variables>, variables: Variables): Promise<Data> {
    const response = await this.send(document, variables, 'text/event-stream');
    let told = '';
    for await (const bytes of response.body!.pipeThrough(new TextDecoderStream())) {
      told += bytes;
      const data = /^data: (.+)\n/m.exec(told)?.[1];
      if (data) return checked<Data>(JSON.parse(data));
    }
    throw new Error(`nothing was told: ${told}`);
  }

  private send(document: { toString(): string }, variables: unknown, accept: string): Promise<Response> {
    return fetch(this.url, {
      method: 'POST',
      headers: { accept, 'content-type': 'application/json' },
      body: JSON.stringify({ query: document.toString(), variables }),
    });
  }
}

// What each operation was answered, on the register of the demo. `bin` is of a licensed miner.
export async function askAll(url: string, bin: string) {
  const client = new Client(url);
  const [from, until] = ['2023-07-01', new Date().toISOString().slice(0, 10)];
  const { register: { sequence } } = await client.ask(made.TheRegisterDocument, {});
  return {
    VerifyMiner: (await client.ask(made.VerifyMinerDocument, { bin })).verify.verdict satisfies made.Verdict,
    VerifyChain: (await client.ask(made.VerifyChainDocument, {
      miner: { bin }, pool: { number: 'DEMO-P-02' }, exchange: { number: 'DEMO-X-01' }, on: '2025-06-30',
    })).at.verifyChain.links.map((link) => link.findings.length),
    VerifyBook: (await client.ask(made.VerifyBookDocument, { subjects: [
      { ref: '1', role: 'MINER', subject: { bin } },
      { ref: '2', role: 'EXCHANGE', subject: { bin: '123' } },
    ] })).verifyBatch.items.map((item) => item.verification?.verdict ?? item.problem?.code),
    ChangesSince: (await client.ask(made.ChangesSinceDocument, { first: 20 })).acts.edges.map((edge) => edge.node.sequence),
    FollowActs: (await client.first(made.FollowActsDocument, { after: 0 })).acts.sequence,
    AsItStood: (await client.ask(made.AsItStoodDocument, { number: 'DEMO-M-0010', on: '2024-08-01', sequence })).at.miner?.id,
    Search: (await client.ask(made.SearchDocument, { text: 'Sample Kyran' })).search.edges.map((edge) => edge.node.organisation.names.kk),
    MyAccreditation: (await client.ask(made.MyAccreditationDocument, { number: 'DEMO-P-02' })).pool?.obligations.map((owed) => owed.dueOn),
    ApprovedPools: (await client.ask(made.ApprovedPoolsDocument, {})).pools.totalCount,
    MinersOfARegion: (await client.ask(made.MinersOfARegionDocument, { region: '55', status: ['COMPLIANT', 'AT_RISK'] })).miners.edges.length,
    Statistics: (await client.ask(made.StatisticsDocument, { from, until })).statistics.licensees.length,
    SurplusPower: (await client.ask(made.SurplusPowerDocument, { from, until })).surplusSessions.edges.length,
    TheRules: (await client.ask(made.TheRulesDocument, { on: '2025-06-30' })).at.rules.map((rule) => rule.code satisfies made.RuleCode),
    TheRegister: sequence,
  };
}
