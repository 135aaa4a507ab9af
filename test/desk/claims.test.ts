import type { DeskAnswer } from '../../src/channel-desk';
import { createTicker } from '../../src/desk/ticker';
import { DEFAULT_SETTINGS } from '../../src/desk/settings';
import type { Handoff } from '../../src/domain/handoff';
import type { StaffMember } from '../../src/domain/staff';
import { createHandoffs } from '../../src/storage/handoffs';
import { createPeople } from '../../src/storage/staff';
import { systemActivity } from '../../src/turn/system-activity';
import { aPerson } from '../intake/people-fakes';
import { aHome, aService, until, type Service } from '../line/a-service';

const AGENTS = 12;
const CONVERSATIONS = 16;
/** Agents who click on each of them at the same moment. */
const RIVALS = 4;

const hires = async (service: Service, people: StaffMember[]): Promise<void> => {
  const store = createPeople(service.app.store);
  for (const after of people) {
    const by = { type: 'staff' as const, id: 'api' };
    const event = { client: 'default', staffId: after.id, seq: after.version, at: after.createdAt, by };
    await store.commit({ expects: null, after, event: { ...event, what: 'added', details: {} } });
  }
};

/** Two services on one store, on a clock that begins on a Wednesday at ten and can be moved. */
async function twoDesks() {
  const home = await aHome({ alone: false });
  const began = Date.now();
  let ahead = 0;
  const clock = (): Date => new Date(new Date('2026-11-18T10:00:00Z').getTime() + Date.now() - began + ahead);
  const services = [await aService(home, { clock }), await aService(home, { clock })] as const;
  const agents = Array.from({ length: AGENTS }, (_, i) => aPerson(`agent-${i}`, ['agent'], { status: 'active' }));
  await hires(services[0], agents);
  return { services, agents, clock, forward: (minutes: number) => void (ahead += minutes * 60_000) };
}

const handoffsOf = async (service: Service): Promise<Handoff[]> =>
  createHandoffs(service.app.store).open('default', {}, 1_000);

async function called(services: readonly Service[]): Promise<Handoff[]> {
  const talks = await Promise.all(
    Array.from({ length: CONVERSATIONS }, async (_, i) => {
      const service = services[i % services.length] as Service;
      const talk = await service.open();
      await service.say(talk, 'agent');
      return talk;
    }),
  );
  const [here] = services as [Service];
  return until('everybody to wait', async () => {
    const waiting = await handoffsOf(here);
    return waiting.length === talks.length && waiting;
  });
}

test('whoever is revoked while they have conversations has none a moment later, wherever they were held', async () => {
  const { services, agents } = await twoDesks();
  const [here, there] = services;
  const [gone] = agents as [StaffMember];
  const waiting = (await called(services)).slice(0, 6);
  for (const [i, { id }] of waiting.entries()) {
    const order = { id: `c-${i}`, handoffId: id, staffId: gone.id, action: { kind: 'claim' as const } };
    expect(['done', 'pending']).toContain((await (i % 2 ? here : there).app.desk.act(order)).outcome);
  }
  const owned = async (): Promise<number> => (await handoffsOf(here)).filter(({ owner }) => owner !== null).length;
  await until('six claims', async () => (await owned()) === 6);
  // Another process writes it, and ends before it has done anything else: this is only seen.
  const revoked: StaffMember = { ...gone, status: 'revoked', version: gone.version + 1 };
  const event = {
    client: 'default',
    staffId: gone.id,
    seq: 2,
    at: new Date(),
    by: { type: 'system' as const, id: 'x' },
  };
  await createPeople(here.app.store).commit({
    expects: gone.version,
    after: revoked,
    event: { ...event, what: 'revoked', details: {} },
    revoke: 'all',
  });
  await until('nobody to own anything', async () => (await owned()) === 0);
  for (const { conversation } of waiting) {
    const filter = { stream: `default/webchat/${conversation}`, type: 'handoff', 'data.action': 'lapsed' };
    expect(await here.db().collection('log').countDocuments(filter)).toBe(1);
  }
  const again = { id: 'late', handoffId: waiting[0]?.id ?? '', staffId: gone.id, action: { kind: 'claim' as const } };
  expect(await there.app.desk.act(again)).toEqual({ outcome: 'refused', why: 'not_allowed' });
}, 60_000);

const claimedIn = async (service: Service, { conversation }: Handoff): Promise<string[]> => {
  const filter = { stream: `default/webchat/${conversation}`, type: 'handoff', 'data.action': 'claimed' };
  const entries = await service.db().collection<{ actor: { id: string } }>('log').find(filter).toArray();
  return entries.map(({ actor }) => actor.id);
};

test('of many who claim the same conversations at once over two services each gets one owner, and every loser hears who it is', async () => {
  const { services, agents, clock, forward } = await twoDesks();
  const [here] = services;
  const waiting = await called(services);
  expect(new Set(waiting.map(({ status }) => status))).toEqual(new Set(['waiting']));

  const clicks = waiting.flatMap((handoff, i) =>
    Array.from({ length: RIVALS }, (_, j) => ({
      handoff,
      agent: agents[(i * 5 + j * 3) % AGENTS] as StaffMember,
      service: services[(i + j) % 2] as Service,
      id: `click-${i}-${j}`,
    })),
  );
  const answers = await Promise.all(
    clicks.map(async (click) => {
      const { handoff, agent, service, id } = click;
      const order = { id, handoffId: handoff.id, staffId: agent.id, action: { kind: 'claim' as const } };
      return { ...click, answer: await service.app.desk.act(order) };
    }),
  );

  // Whoever was told "pending" finds in the record what became of it.
  const answered = (handoffs: Handoff[]): Set<string> =>
    new Set(handoffs.flatMap((one) => one.answered.map(({ order }) => order)));
  const pending = answers.filter(({ answer }) => answer.outcome === 'pending');
  const all = await until('every click to be answered', async () => {
    const found = await handoffsOf(here);
    return pending.every(({ id }) => answered(found).has(id)) && found;
  });
  const after = new Map(all.map((one) => [one.id, one]));
  for (const before of waiting) {
    const { owner, answered: outcomes } = after.get(before.id) as Handoff;
    const its = answers.filter(({ handoff }) => handoff.id === before.id);
    expect(await claimedIn(here, before)).toEqual([owner?.staffId]);
    const outcome = (id: string): DeskAnswer | undefined => outcomes.find((one) => one.order === id)?.outcome;
    for (const { agent, answer, id } of its) {
      const told = answer.outcome === 'pending' ? outcome(id) : answer;
      if (agent.id === owner?.staffId) expect(told).toEqual({ outcome: 'done' });
      else expect(told).toMatchObject({ outcome: 'refused', why: 'taken', owner: { staffId: owner?.staffId } });
    }
  }

  // Nobody answers anybody: in sixteen minutes every claim has come back, and others can have them.
  forward(16);
  const strike = createTicker({
    handoffs: createHandoffs(here.app.store),
    settings: () => DEFAULT_SETTINGS,
    admit: async ({ place, name, id, value }) => {
      await here.app.line.instruct(systemActivity(place, name, id, value), 5_000);
    },
    clock,
  });
  const free = await until('the leases to end', async () => {
    await strike();
    const found = await handoffsOf(here);
    return found.every(({ status }) => status === 'waiting') && found;
  });
  expect(free.every(({ owner, promisedBy }) => owner === null && promisedBy > clock())).toBe(true);
  const [first] = free as [Handoff];
  const again = { id: 'again', handoffId: first.id, staffId: 'agent-0', action: { kind: 'claim' as const } };
  expect(await services[1].app.desk.act(again)).toEqual({ outcome: 'done' });
}, 60_000);
