import { mongo } from 'mongoose';
import { EmbeddedMongo } from '../../src/embedded';
import type { Handoff } from '../../src/domain/handoff';
import { createCaller, openConversation, say, type Caller } from '../helpers/direct-line-client';
import { freshPlace } from '../helpers/fresh-place';
import { seeded } from '../helpers/seeded';
import type { ProveOptions } from './options';
import { SECRET, STAFF_TOKEN, startServiceChild, type ServiceChild } from './service-child';
import type { Verdict } from './verdict';

const AGENTS = 160;
/** Agents who click on each conversation at the same moment. */
const RIVALS = 4;
const PATIENCE = 240_000;
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

interface Agent {
  id: string;
  token: string;
}

interface Click {
  handoff: string;
  agent: Agent;
  status: number;
  json: { outcome?: string; error?: { why?: string; message?: string } };
  ms: number;
}

export interface Scene {
  callers: Caller[];
  db: mongo.Db;
}

export async function until<T>(what: string, found: () => Promise<T | null | false>, patience = PATIENCE): Promise<T> {
  for (const end = Date.now() + patience; Date.now() < end; await pause(250)) {
    const result = await found();
    if (result) return result;
  }
  throw new Error(`waited in vain for ${what}`);
}

export const handoffsIn = async ({ db }: Scene, status: string): Promise<Handoff[]> =>
  (await db.collection<{ handoff: Handoff }>('handoffs').find({ status }).toArray()).map(({ handoff }) => handoff);

/** At any hour somebody works here, and an owner is silent after so many minutes. */
export async function settle({ callers: [caller] }: Scene, ownerSilentMinutes = 1): Promise<void> {
  const calendar = { days: [1, 2, 3, 4, 5, 6, 7], open: '00:00', close: '24:00' };
  const { status } = await (caller as Caller).call('PATCH', '/api/v1/settings', STAFF_TOKEN, {
    calendar,
    desk: { ownerSilentMinutes },
  });
  if (status !== 200) throw new Error(`settings were answered with ${status}`);
}

async function hire({ callers: [caller] }: Scene, count: number): Promise<Agent[]> {
  const one = caller as Caller;
  const agents: Agent[] = [];
  for (let i = 0; i < count; i++) {
    const person = { name: `Agent ${i}`, email: `agent-${i}@shop.example`, roles: ['agent'] };
    const { id } = (await one.call('POST', '/api/v1/staff', STAFF_TOKEN, person)).json as { id: string };
    const minted = await one.call('POST', `/api/v1/staff/${id}/tokens`, STAFF_TOKEN, {});
    agents.push({ id, token: (minted.json as { token: string }).token });
  }
  return agents;
}

/** So many customers ask for a person, and are told when one comes. */
export async function call(scene: Scene, count: number): Promise<Handoff[]> {
  for (let i = 0; i < count; i += 50) {
    await Promise.all(
      Array.from({ length: Math.min(50, count - i) }, async (_, j) => {
        const caller = scene.callers[(i + j) % scene.callers.length] as Caller;
        await say(caller, await openConversation(caller, SECRET), { text: 'agent' });
      }),
    );
  }
  return until(`${count} who wait`, async () => {
    const waiting = await handoffsIn(scene, 'waiting');
    return waiting.length === count && waiting;
  });
}

async function click({ callers }: Scene, handoff: string, agent: Agent, n: number): Promise<Click> {
  const began = performance.now();
  const path = `/api/v1/handoffs/${handoff}/claim`;
  const { status, json } = await (callers[n % callers.length] as Caller).call('POST', path, agent.token, {});
  return { handoff, agent, status, json: json as Click['json'], ms: performance.now() - began };
}

/** What is wrong with one conversation after the rush. */
function faultsOf(handoff: Handoff | undefined, claims: string[], clicks: Click[]): string[] {
  const owner = handoff?.owner;
  if (!handoff || !owner) return ['a conversation was lost: nobody has it'];
  const faults: string[] = [];
  if (claims.length !== 1 || claims[0] !== owner.staffId) faults.push(`claimed by ${claims.join(', ') || 'nobody'}`);
  for (const { agent, status, json } of clicks) {
    const mine = agent.id === owner.staffId;
    if (status === 202) continue;
    const told = status === 409 && json.error?.why === 'taken' && json.error.message?.includes(owner.staffId);
    if (mine ? status !== 200 : !told) faults.push(`${mine ? 'its owner' : 'a loser'} was answered with ${status}`);
  }
  return faults;
}

export async function claimsByStream({ db }: Scene): Promise<Map<string, string[]>> {
  const filter = { type: 'handoff', 'data.action': 'claimed' };
  const entries = await db.collection<{ data: { id: string }; actor: { id: string } }>('log').find(filter).toArray();
  const claims = new Map<string, string[]>();
  for (const { data, actor } of entries) claims.set(data.id, [...(claims.get(data.id) ?? []), actor.id]);
  return claims;
}

async function rush(scene: Scene, options: ProveOptions, verdict: Verdict): Promise<void> {
  const random = seeded(options.seed);
  await settle(scene);
  const agents = await hire(scene, AGENTS);
  const waiting = await call(scene, options.runs);
  const pairs = waiting.flatMap(({ id }) =>
    random
      .shuffled(agents)
      .slice(0, RIVALS)
      .map((agent) => ({ id, agent })),
  );
  const began = performance.now();
  const clicks = await Promise.all(random.shuffled(pairs).map(({ id, agent }, n) => click(scene, id, agent, n)));
  const seconds = ((performance.now() - began) / 1_000).toFixed(1);
  const claimed = await until('every conversation to be claimed', async () => {
    const found = await handoffsIn(scene, 'claimed');
    return found.length === waiting.length && found;
  });
  const log = await claimsByStream(scene);
  const byId = new Map(claimed.map((one) => [one.id, one]));
  const faults = waiting.flatMap(({ id }) =>
    faultsOf(
      byId.get(id),
      log.get(id) ?? [],
      clicks.filter(({ handoff }) => handoff === id),
    ),
  );
  const late = clicks.filter(({ status }) => status === 202).length;
  const times = clicks.map(({ ms }) => ms).sort((a, b) => a - b);
  const at = (share: number): number => Math.round(times[Math.floor(share * (times.length - 1))] ?? 0);
  const detail = `${waiting.length} conversations, ${agents.length} agents, ${clicks.length} clicks in ${seconds} s, p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, ${late} told "pending", seed ${options.seed}`;
  verdict.property(
    'who claim at once over two processes: one owner each, none lost, every loser hears who has it',
    faults,
    detail,
  );
}

export async function leases(scene: Scene, count: number, verdict: Verdict): Promise<void> {
  const began = Date.now();
  const free = await until('the leases to end', async () => {
    const found = await handoffsIn(scene, 'waiting');
    return found.length === count && found;
  }).catch(() => handoffsIn(scene, 'waiting'));
  const faults = free.length === count ? [] : [`${count - free.length} of ${count} did not come back`];
  if (free.some(({ owner }) => owner)) faults.push('one waits and has an owner');
  const detail = `${free.length} within ${Math.round((Date.now() - began) / 1_000)} s of the last claim`;
  verdict.property('claims whose owner is silent for a minute come back into the queue', faults, detail);
}

/** The rush for waiting conversations, and what becomes of claims that nobody follows up. */
export async function proveClaims(
  options: ProveOptions,
  compiled: (file: string) => string,
  verdict: Verdict,
): Promise<void> {
  // An embedded store belongs to one process; served from here it is a server like any other.
  const engine = options.store === 'embedded' ? await EmbeddedMongo.create() : null;
  const place = freshPlace(engine?.uri ?? options.store);
  const services: ServiceChild[] = [];
  let callers: Caller[] = [];
  let client: mongo.MongoClient | undefined;
  try {
    for (let i = 0; i < 2; i++) services.push(await startServiceChild(compiled, place));
    callers = services.map(({ url }) => createCaller(url, { sockets: 512 }));
    client = await mongo.MongoClient.connect(place.mongodbUri ?? '');
    const scene = { callers, db: client.db() };
    await rush(scene, options, verdict);
    await leases(scene, options.runs, verdict);
  } finally {
    for (const caller of callers) caller.close();
    await client?.close();
    await Promise.all(services.map((service) => service.stop()));
    await place.drop().catch(() => undefined);
    await engine?.stop();
  }
}
