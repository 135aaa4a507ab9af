import { mongo } from 'mongoose';
import type { Station } from '../../src/channel';
import { createOrders } from '../../src/storage/orders';
import { authority, type Authority } from '../channels/botframework/authority';
import { connectorStandIn, type ConnectorStandIn } from '../channels/botframework/stand-ins';
import { SIGNING_SECRET, slackStandIn, type RunningStandIn } from '../channels/slack/stand-in';
import { freshPlace } from '../helpers/fresh-place';
import { emailOf, generatedOrder, orderNoOf } from '../helpers/generated-orders';
import { seeded, type Random } from '../helpers/seeded';
import { twilioStandIn, type TwilioStandIn } from '../helpers/twilio-stand-in';
import { phoneCustomer, slackCustomer, teamsCustomer, webCustomer, type Customer } from './handover/customers';
import type { Desk } from './handover/desk';
import { examine, type Examined } from './handover/examine';
import { STEPS, type Journey, type Step } from './handover/journey';
import { freePort, type Scene } from './handover/scene';
import { createStaff, DESK_CHANNEL, openShop } from './handover/shop';
import type { ProveOptions } from './options';
import { createPersistentService } from './persistent-service';
import type { Verdict } from './verdict';

const SMS = '+15005550006';
const WHATSAPP = 'whatsapp:+15005550001';
/** Everything that may end the service: at once after the acknowledgement, or where the turn it causes passes. */
const STATIONS: readonly Station[] = ['verify', 'admit', 'acknowledge', 'queue', 'open', 'save', 'render', 'deliver'];
/** After a restart everything goes on within this long, in milliseconds. */
const GOES_ON_MS = 30_000;

type Moment = 'acknowledged' | Station;

interface World {
  slack: RunningStandIn;
  twilio: TwilioStandIn;
  connector: ConnectorStandIn;
  tokens: Authority;
  desk: Desk;
  scene: Scene;
}

/** Above what is approved automatically; every other one above what one person may approve. */
function orderOf(n: number, now: Date) {
  const order = generatedOrder(n, now);
  const [item, ...rest] = order.items;
  if (!item) throw new Error('an order has items');
  const price = n % 2 ? 80_000n : 20_000n;
  const items = [{ ...item, unitPrice: price, tax: 0n }, ...rest];
  const captured = order.payments.map((one) => ({
    ...one,
    captured: one.captured + price - item.unitPrice - item.tax,
  }));
  return { ...order, items, payments: captured };
}

const amountOf = (n: number): Journey['amount'] =>
  n % 2 ? { typed: '643.21', read: '$643.21', minor: 64_321n } : { typed: '150.07', read: '$150.07', minor: 15_007n };

async function customerOf(world: World, channel: string, n: number): Promise<Customer> {
  const { scene, slack, twilio } = world;
  const number = `+1303556${String(n).padStart(4, '0')}`;
  switch (channel) {
    case 'sms':
      return phoneCustomer(scene, twilio, number);
    case 'whatsapp':
      return phoneCustomer(scene, twilio, `whatsapp:${number}`);
    case 'slack':
      return slackCustomer(scene, slack, slack.workspace.addUser({ name: `ana${n}` }));
    case 'botframework':
      return teamsCustomer(scene, world, `t${n}`);
    default:
      return webCustomer(scene);
  }
}

const CHANNELS = ['webchat', 'sms', 'whatsapp', 'slack', 'botframework'];

interface Crew {
  agent: { user: Journey['agent']; id: string };
  approver: { user: Journey['agent']; id: string };
}

async function journeyOf(world: World, channel: string, n: number, { agent, approver }: Crew): Promise<Journey> {
  return {
    tag: `j${n}x`,
    customer: await customerOf(world, channel, n),
    order: { no: orderNoOf(n), email: emailOf(n) },
    amount: amountOf(n),
    agent: agent.user,
    approver: approver.user,
    ts: '',
    said: [],
    replied: [],
    typed: [],
    photos: { sent: 0, received: 0 },
  };
}

interface Tally {
  kills: Map<string, number>;
  moments: Map<Moment, number>;
  lost: string[];
  examined: Examined[];
}

/** Walks everybody one step, and ends the service once on the way. */
async function walk(
  { scene, desk }: World,
  step: Step,
  walking: Map<Journey, string | null>,
  { moment, nth, tally }: { moment: Moment; nth: number; tally: Tally },
): Promise<void> {
  const { service } = scene;
  const kills = service.kills();
  let shot = false;
  scene.acknowledged = () => {
    if (moment !== 'acknowledged' || shot) return;
    shot = true;
    service.kill();
  };
  if (moment !== 'acknowledged') service.arm(moment, nth);
  await Promise.all(
    [...walking].map(async ([journey, stuck]) => {
      if (stuck !== null) return;
      await step.walk(journey, desk).catch((error: Error) => walking.set(journey, `${step.name}: ${error.message}`));
    }),
  );
  service.disarm();
  const ended = service.kills() - kills;
  if (!ended) return;
  tally.kills.set(step.name, (tally.kills.get(step.name) ?? 0) + ended);
  tally.moments.set(moment, (tally.moments.get(moment) ?? 0) + ended);
}

/** One journey on every channel at once, the service ended once in every step. */
async function round(
  world: World,
  crews: Crew[],
  n: number,
  { random, tally, verdict }: { random: Random; tally: Tally; verdict: Verdict },
): Promise<void> {
  const walking = new Map<Journey, string | null>();
  for (const [i, channel] of CHANNELS.entries())
    walking.set(await journeyOf(world, channel, n + i, crews[i] as Crew), null);
  for (const step of STEPS) {
    const moment = random.int(3) === 0 ? 'acknowledged' : random.pick(STATIONS);
    await walk(world, step, walking, { moment, nth: 1 + random.int(4), tally });
    const total = [...tally.kills.values()].reduce((sum, one) => sum + one, 0);
    verdict.note(`${step.name}: ${moment}, ${total} kills`);
  }
  for (const [i, [journey, stuck]] of [...walking].entries()) {
    const { agent, approver } = crews[i] as Crew;
    if (stuck !== null) tally.lost.push(`${journey.customer.channel} ${journey.tag} ${stuck}`);
    else tally.examined.push(await examine(journey, world.desk, { agent: agent.id, approver: approver.id }));
  }
}

async function crewsOf(world: World): Promise<Crew[]> {
  const crews: Crew[] = [];
  for (const [i] of CHANNELS.entries())
    crews.push({
      agent: await createStaff(world.scene, world.slack, `Bea${i}`, ['agent']),
      approver: await createStaff(world.scene, world.slack, `Ada${i}`, ['approver']),
    });
  return crews;
}

function tell(verdict: Verdict, tally: Tally, { scene, slack, twilio }: World, seed: number): void {
  const all = (property: keyof Omit<Examined, 'twice'>): string[] => tally.examined.flatMap((one) => one[property]);
  const sum = (map: Map<string, number>): string => [...map].map(([name, times]) => `${name} ${times}`).join(', ');
  const kills = [...tally.kills.values()].reduce((total, one) => total + one, 0);
  const journeys = `${tally.examined.length} hand-overs on ${CHANNELS.join(', ')}`;
  verdict.property('every hand-over comes to its end', tally.lost, `${journeys}; ${kills} kills, seed ${seed}`);
  verdict.note(`killed in: ${sum(tally.kills)}; at: ${sum(tally.moments)}`);
  verdict.property('every message of a customer is admitted and logged once', all('messages'));
  verdict.property('the thread shows everything once and in order', all('thread'));
  const twice = tally.examined.reduce((total, one) => total + one.twice, 0);
  const doubt = `${twice} came twice where nobody can look, and are marked so`;
  verdict.property('everything reached the customer once, and nothing typed in the thread did', all('customer'), doubt);
  verdict.property('one owner, one change and one approval by two people, amounts exact', all('desk'));
  const { ms, what } = scene.slowest;
  const slow = ms > GOES_ON_MS ? [`${what} took ${(ms / 1000).toFixed(1)} s`] : [];
  verdict.property(
    'after a restart everything goes on within 30 s',
    slow,
    `longest ${(ms / 1000).toFixed(1)} s: ${what}`,
  );
  const refused = [
    ...slack.refused.map(({ method, error, messages }) => `${method} ${error} ${messages.join(' ')}`),
    ...twilio.refused.map(({ code }) => `Twilio would have refused a send with ${code}`),
  ];
  verdict.property('nothing is sent that Slack or Twilio would not take', refused);
}

/** Whole hand-overs on every channel, with the service ended by SIGKILL in every step. */
export async function proveHandover(
  options: ProveOptions,
  compiled: (file: string) => string,
  verdict: Verdict,
): Promise<void> {
  const random = seeded(options.seed);
  const place = freshPlace(options.store);
  const port = await freePort();
  const app = `http://127.0.0.1:${port}`;
  // Slack's minutes between two tries are a proof's seconds.
  const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, Math.min(ms, 5_000)));
  const slack = await slackStandIn({ app, wait });
  const twilio = await twilioStandIn({ senders: [SMS, WHATSAPP] });
  const connector = await connectorStandIn();
  const tokens = await authority();
  twilio.webhook = `${app}/webhooks/twilio/message`;
  slack.workspace.addChannel({ id: DESK_CHANNEL, name: 'refund-desk', kind: 'group', members: [] });
  const rounds = Math.ceil(options.runs / STEPS.length);
  const orders = Array.from({ length: rounds * CHANNELS.length }, (_, n) => orderOf(n, new Date()));
  await place.open((store) => createOrders(store).save(orders));
  const channels = {
    slack: {
      SLACK_SIGNING_SECRET: SIGNING_SECRET,
      SLACK_BOT_TOKEN: slack.botToken,
      SLACK_API_URL: slack.apiUrl,
      SLACK_CHANNEL_MPS: '100',
      SLACK_DESK_CHANNEL: DESK_CHANNEL,
    },
    twilio: {
      TWILIO_ACCOUNT_SID: twilio.accountSid,
      TWILIO_AUTH_TOKEN: twilio.authToken,
      TWILIO_SMS_FROM: SMS,
      TWILIO_WHATSAPP_FROM: WHATSAPP,
      TWILIO_API_BASE: twilio.url,
      TWILIO_SMS_MPS: '100',
      TWILIO_WHATSAPP_MPS: '100',
    },
    botframework: tokens.values(connector.host),
  };
  const service = await createPersistentService(compiled, { ...place, port, channels });
  const clients = new Map<string, Promise<mongo.MongoClient>>();
  const db = async (): Promise<mongo.Db> => {
    const uri = place.mongodbUri ?? (await service.up()).storeUri;
    const client = clients.get(uri) ?? mongo.MongoClient.connect(uri);
    clients.set(uri, client);
    return (await client).db();
  };
  const scene: Scene = {
    service,
    db,
    random,
    acknowledged: () => undefined,
    slowest: { ms: 0, what: '' },
    note: verdict.note,
  };
  const world: World = { slack, twilio, connector, tokens, scene, desk: { slack, channel: DESK_CHANNEL, scene } };
  const tally: Tally = { kills: new Map(), moments: new Map(), lost: [], examined: [] };
  try {
    await openShop(scene);
    const crews = await crewsOf(world);
    for (let n = 0; n < rounds; n++) await round(world, crews, n * CHANNELS.length, { random, tally, verdict });
    tell(verdict, tally, world, options.seed);
  } finally {
    for (const client of clients.values()) await client.then((one) => one.close()).catch(() => undefined);
    await service.stop();
    await Promise.all([slack.stop(), twilio.stop(), connector.stop(), tokens.stop()]);
    await place.drop();
  }
}
