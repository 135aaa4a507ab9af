import { mongo } from 'mongoose';
import type { Message, User } from '../../src/sandbox/slack';
import { EmbeddedMongo } from '../../src/embedded';
import type { Handoff } from '../../src/domain/handoff';
import { SIGNING_SECRET, slackStandIn, type RunningStandIn } from '../channels/slack/stand-in';
import { createCaller, type Caller } from '../helpers/direct-line-client';
import { freshPlace } from '../helpers/fresh-place';
import { seeded, type Random } from '../helpers/seeded';
import { call, claimsByStream, handoffsIn, leases, settle, until, type Scene } from './claims';
import { wordsOf } from './handover/desk';
import { DESK_CHANNEL } from './handover/shop';
import { freePort } from './handover/scene';
import type { ProveOptions } from './options';
import { STAFF_TOKEN, startServiceChild, type ServiceChild } from './service-child';
import type { Verdict } from './verdict';

const AGENTS = 160;
/** Agents who click on each conversation. */
const RIVALS = 4;
/** Claims that are looked at until they lapse. */
const LAPSING = 20;
/** Slack's budget of the desk channel, raised for the rush. */
const POSTS_A_SECOND = '100';

interface Shop {
  scene: Scene;
  slack: RunningStandIn;
  /** Addresses of the services, which Slack reaches in turn. */
  apps: string[];
}

interface Agent {
  id: string;
  user: User;
}

interface Click {
  handoff: string;
  agent: Agent;
  status: number;
  ms: number;
}

async function hire({ scene, slack }: Shop): Promise<Agent[]> {
  const caller = scene.callers[0] as Caller;
  const { workspace } = slack;
  const agents: Agent[] = [];
  for (let i = 0; i < AGENTS; i++) {
    const name = `Agent ${String(i).padStart(3, '0')}`;
    const email = `agent-${i}@shop.example`;
    const user = workspace.addUser({ name: `agent${i}`, realName: name, email });
    workspace.visible(DESK_CHANNEL).members.add(user.id);
    const person = { name, email, roles: ['agent'], slack: { team: workspace.id, user: user.id } };
    const { status, json } = await caller.call('POST', '/api/v1/staff', STAFF_TOKEN, person);
    if (status >= 300) throw new Error(`staff was answered with ${status}`);
    agents.push({ id: (json as { id: string }).id, user });
  }
  return agents;
}

/** The first message of each thread, by handoff. */
function openings({ slack }: Shop): Map<string, Message> {
  const all = slack.workspace.visible(DESK_CHANNEL).messages;
  const firsts = all.filter(({ botId, threadTs, ephemeralTo }) => botId && !threadTs && !ephemeralTo);
  return new Map(
    firsts.flatMap((one) => {
      const { handoff } = (one.metadata?.event_payload ?? {}) as { handoff?: string };
      return handoff === undefined ? [] : [[handoff, one]];
    }),
  );
}

/** Commands both services have sent to the store so far, by name. */
async function commandsOf({ apps }: Shop): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (const app of apps) {
    const text = await (await fetch(`${app}/metrics`)).text();
    for (const [, name = '', count] of text.matchAll(/^redress_store_commands_total\{command="(\w+)"\} (\d+)/gm))
      counts.set(name, (counts.get(name) ?? 0) + Number(count));
  }
  return counts;
}

/** Each agent clicks one thing after the other, all agents at once; Slack brings each click to whichever service. */
async function clickAll({ slack, apps }: Shop, plan: Map<Agent, string[]>, random: Random): Promise<Click[]> {
  const shown = new Map([...openings({ slack } as Shop)].map(([id, one]) => [id, structuredClone(one)]));
  const clicks: Click[] = [];
  await Promise.all(
    [...plan].map(async ([agent, wanted]) => {
      for (const handoff of wanted) {
        const asShown = shown.get(handoff) as Message;
        const began = performance.now();
        slack.connect({ standIn: slack.url, app: random.pick(apps) });
        const target = { channel: DESK_CHANNEL, ts: asShown.ts, action: 'desk.claim', asShown };
        const { status } = await slack.people.clicks(agent.user, target);
        clicks.push({ handoff, agent, status, ms: performance.now() - began });
      }
    }),
  );
  return clicks;
}

/** What each agent reads of others who have what they clicked, sorted. */
function toldTo({ slack }: Shop): Map<string, string[]> {
  const told = new Map<string, string[]>();
  for (const one of slack.workspace.visible(DESK_CHANNEL).messages) {
    const [, owner] = /Taken: \*(.+?)\* has it/.exec(one.ephemeralTo === undefined ? '' : wordsOf(one)) ?? [];
    if (owner && one.ephemeralTo) told.set(one.ephemeralTo, [...(told.get(one.ephemeralTo) ?? []), owner]);
  }
  return told;
}

/** For each agent who lost: as many sentences as they lost conversations, each with the name of who won it. */
function untold(shop: Shop, clicks: Click[], owners: Map<string, string>): string[] {
  const told = toldTo(shop);
  const wanted = new Map<string, string[]>();
  for (const { handoff, agent } of clicks) {
    const owner = owners.get(handoff) ?? 'nobody';
    if (owner === agent.user.realName) continue;
    wanted.set(agent.user.id, [...(wanted.get(agent.user.id) ?? []), owner]);
  }
  return [...wanted].flatMap(([user, names]) => {
    const read = (told.get(user) ?? []).sort().join();
    return read === names.sort().join() ? [] : [`${user} reads "${read}" and lost to "${names.join()}"`];
  });
}

function ownerFaults(waiting: string[], claimed: Handoff[], log: Map<string, string[]>): string[] {
  const byId = new Map(claimed.map((one) => [one.id, one]));
  return waiting.flatMap((id) => {
    const owner = byId.get(id)?.owner;
    const claims = log.get(id) ?? [];
    if (!owner) return [`${id} was lost: nobody has it`];
    return claims.length === 1 && claims[0] === owner.staffId ? [] : [`${id} was claimed by ${claims.join(', ')}`];
  });
}

async function rush(shop: Shop, options: ProveOptions, verdict: Verdict): Promise<Agent[]> {
  const random = seeded(options.seed);
  await settle(shop.scene, 60);
  const agents = await hire(shop);
  const waiting = (await call(shop.scene, options.runs)).map(({ id }) => id);
  const posted = performance.now();
  await until('every thread', () => Promise.resolve(openings(shop).size >= waiting.length));
  verdict.note(
    `${waiting.length} threads, the last ${Math.round(performance.now() - posted)} ms after its customer asked`,
  );
  const plan = new Map<Agent, string[]>(agents.map((agent) => [agent, []]));
  for (const id of random.shuffled(waiting))
    for (const agent of random.shuffled(agents).slice(0, RIVALS)) plan.get(agent)?.push(id);
  const commands = await commandsOf(shop);
  const began = performance.now();
  const clicks = await clickAll(shop, plan, random);
  const seconds = (performance.now() - began) / 1_000;
  const claimed = await until('every conversation to be claimed', async () => {
    const found = await handoffsIn(shop.scene, 'claimed');
    return found.length === waiting.length && found;
  });
  const after = await commandsOf(shop);
  const each = [...after].map(
    ([name, count]) => `${name} ${((count - (commands.get(name) ?? 0)) / clicks.length).toFixed(1)}`,
  );
  verdict.note(`store commands for each click, and what followed: ${each.join(', ')}`);
  const names = new Map(agents.map(({ id, user }) => [id, user.realName]));
  const owners = new Map(claimed.map(({ id, owner }) => [id, names.get(owner?.staffId ?? '') ?? 'nobody']));
  const faults = () => untold(shop, clicks, owners);
  await until('every loser to be told', () => Promise.resolve(faults().length === 0), 60_000).catch(() => undefined);
  const told = (performance.now() - began) / 1_000;
  const times = clicks.map(({ ms }) => ms).sort((a, b) => a - b);
  const at = (share: number): number => Math.round(times[Math.floor(share * (times.length - 1))] ?? 0);
  const channel = shop.slack.workspace.visible(DESK_CHANNEL).messages;
  const pending = channel.filter((one) => one.ephemeralTo && wordsOf(one).includes('Working on it')).length;
  const refused = clicks.filter(({ status }) => status !== 200).length;
  const detail = `${waiting.length} conversations, ${agents.length} agents, ${clicks.length} clicks in ${seconds.toFixed(1)} s over two processes, p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, seed ${options.seed}`;
  const log = await claimsByStream(shop.scene);
  verdict.property('each conversation has one owner, none is lost', ownerFaults(waiting, claimed, log), detail);
  const lost = clicks.length - waiting.length;
  verdict.property(
    "every loser's screen says who has it",
    faults(),
    `${lost} losers, ${pending} clicks answered "working on it" first, ${refused} answered after more than Slack's three seconds, the last told ${told.toFixed(1)} s after the first click`,
  );
  const twice = [...new Set(waiting)].length - openings(shop).size;
  verdict.property('one thread each', twice ? [`${openings(shop).size} threads`] : []);
  return agents;
}

/** Some are put back and claimed anew by somebody who then says nothing for a minute. */
async function lapse(shop: Shop, agents: Agent[], verdict: Verdict): Promise<void> {
  await settle(shop.scene, 1);
  const some = (await handoffsIn(shop.scene, 'claimed')).slice(0, LAPSING);
  const click = async (user: User, id: string, action: string): Promise<void> => {
    await until(`the button ${action}`, () =>
      Promise.resolve(JSON.stringify(openings(shop).get(id)?.blocks ?? []).includes(action)),
    );
    await shop.slack.people.clicks(user, { channel: DESK_CHANNEL, ts: openings(shop).get(id)?.ts ?? '', action });
  };
  const other = (id: string): User => (agents.find((one) => one.id !== id) as Agent).user;
  for (const { id, owner } of some) {
    const first = agents.find((one) => one.id === owner?.staffId) as Agent;
    await click(first.user, id, 'desk.release');
    await click(other(first.id), id, 'desk.claim');
  }
  await leases(shop.scene, some.length, verdict);
}

/** Agents who click Claim in Slack, all at once, with two services behind it. */
export async function proveRush(
  options: ProveOptions,
  compiled: (file: string) => string,
  verdict: Verdict,
): Promise<void> {
  const engine = options.store === 'embedded' ? await EmbeddedMongo.create() : null;
  const place = freshPlace(engine?.uri ?? options.store);
  const slack = await slackStandIn({ echoes: false });
  slack.workspace.addChannel({ id: DESK_CHANNEL, name: 'refund-desk', kind: 'group', members: [] });
  const channels = {
    slack: {
      SLACK_SIGNING_SECRET: SIGNING_SECRET,
      SLACK_BOT_TOKEN: slack.botToken,
      SLACK_API_URL: slack.apiUrl,
      SLACK_CHANNEL_MPS: POSTS_A_SECOND,
      SLACK_DESK_CHANNEL: DESK_CHANNEL,
    },
  };
  const services: ServiceChild[] = [];
  let callers: Caller[] = [];
  let client: mongo.MongoClient | undefined;
  try {
    for (let i = 0; i < 2; i++)
      services.push(await startServiceChild(compiled, { ...place, port: await freePort(), channels }));
    callers = services.map(({ url }) => createCaller(url, { sockets: 512 }));
    client = await mongo.MongoClient.connect(place.mongodbUri ?? '');
    const scene = { callers, db: client.db() };
    const shop = { scene, slack, apps: services.map(({ url }) => url) };
    await lapse(shop, await rush(shop, options, verdict), verdict);
  } finally {
    for (const caller of callers) caller.close();
    await client?.close();
    await Promise.all(services.map((service) => service.stop()));
    await slack.stop();
    await place.drop().catch(() => undefined);
    await engine?.stop();
  }
}
