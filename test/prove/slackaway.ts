import { mongo } from 'mongoose';
import type { Trouble } from '../../src/sandbox/slack';
import type { User } from '../../src/sandbox/slack';
import { createStaff, DESK_CHANNEL, openShop } from './handover/shop';
import { webCustomer, type Customer } from './handover/customers';
import { clicks, opening, openingsWith, postsIn, wordsOf, type Desk } from './handover/desk';
import { measured, pause, until, type Scene } from './handover/scene';
import { orderFaults, quotesIn } from './handover/thread';
import { createOrders } from '../../src/storage/orders';
import { SIGNING_SECRET, slackStandIn } from '../channels/slack/stand-in';
import { freshPlace } from '../helpers/fresh-place';
import { emailOf, generatedOrder, orderNoOf } from '../helpers/generated-orders';
import { seeded, type Random } from '../helpers/seeded';
import { freePort } from './handover/scene';
import type { ProveOptions } from './options';
import { createPersistentService } from './persistent-service';
import type { Verdict } from './verdict';

/** With a person when Slack goes, waiting then, and those who come meanwhile. */
const CLAIMED = 3;
const WAITING = 3;
const COMING = 6;
/** A customer of the web chat who has no answer after this long is not served, in milliseconds. */
const SERVED_MS = 5_000;
/** Threads are up to date this long after Slack is back, in milliseconds. */
const CAUGHT_UP_MS = 60_000;
const PROMISE = 'A person answers you here by';

/** A customer who was handed over, and what was said. */
interface Talk {
  customer: Customer;
  tag: string;
  orderNo: string;
  said: string[];
  ts: string;
}

interface Shop {
  desk: Desk;
  scene: Scene;
  agent: User;
  random: Random;
  /** Milliseconds each answer to a customer took while Slack was in trouble. */
  took: number[];
}

/** What Slack does to every call of the app in each third of the time; a call in four is carried out all the same. */
function phases(random: Random): { name: string; how: () => Trouble['how'] }[] {
  const taken = (): boolean => random.int(4) === 0;
  return [
    { name: '503', how: () => ({ kind: 'status', status: 503, taken: taken() }) },
    { name: '429', how: () => ({ kind: 'ratelimited', retryAfter: 3 }) },
    { name: 'reset', how: () => ({ kind: 'reset', taken: taken() }) },
  ];
}

async function says({ scene, took }: Shop, { customer, said }: Talk, text: string, then?: string): Promise<void> {
  const began = performance.now();
  said.push(text);
  const before = (await customer.heard()).length;
  await customer.says(text);
  if (then === undefined) return;
  await measured(scene, `an answer to "${text.split(',')[0] ?? ''}"`, async () =>
    (await customer.heard()).slice(before).some((one) => one.text.includes(then)),
  );
  took.push(performance.now() - began);
}

async function newTalk({ scene }: Shop, n: number): Promise<Talk> {
  return { customer: await webCustomer(scene), tag: `t${n}x`, orderNo: orderNoOf(n), said: [], ts: '' };
}

/** Files a request and asks for a person. */
async function callsForSomebody(shop: Shop, talk: Talk, n: number): Promise<void> {
  const words = `refund for order ${talk.orderNo}, ${emailOf(n)}, all of it arrived damaged, no photo, money back`;
  await says(shop, talk, words, 'Total:');
  await says(shop, talk, 'yes', 'Your case number is');
  await says(shop, talk, 'I want to talk to a person', PROMISE);
}

const finds = async ({ scene, desk }: Shop, talk: Talk): Promise<void> => {
  const about = `order ${talk.orderNo}`;
  talk.ts = (await measured(scene, `a thread about ${about}`, () => openingsWith(desk, about)[0])).ts;
};

const isWith = ({ desk, agent }: Shop, { ts }: Talk): boolean =>
  wordsOf(opening(desk, ts)).includes(`With ${agent.realName}`);

async function isTold({ agent }: Shop, { customer }: Talk): Promise<boolean> {
  return (await customer.heard()).some(({ text }) => text.includes(`${agent.realName} is here now`));
}

/** Writes on for as long as Slack is in trouble, a message every other second or so. */
async function goesOn(shop: Shop, talk: Talk, over: () => boolean, answered: boolean): Promise<void> {
  for (let n = 0; !over(); n++) {
    if (answered) await says(shop, talk, `where is my refund? ${talk.tag} ${n} end`, 'RF-');
    else await says(shop, talk, `message ${talk.tag} ${n} end`);
    await pause(1_500 + shop.random.int(1_000));
  }
}

interface Cast {
  claimed: Talk[];
  waiting: Talk[];
  coming: Talk[];
}

/** Slack in trouble for so many seconds, with customers who write on and come, and an agent who claims. */
async function trouble(shop: Shop, cast: Cast, seconds: number, verdict: Verdict): Promise<void> {
  const { slack } = shop.desk;
  let over = false;
  const customers = [
    ...cast.claimed.map((talk) => goesOn(shop, talk, () => over, false)),
    ...cast.waiting.map(async (talk, i) => {
      await pause((seconds * 1_000 * (i + 1)) / (WAITING + 1));
      await clicks(shop.desk, shop.agent, talk.ts, 'desk.claim');
      await measured(shop.scene, 'the customer to be told who came', () => isTold(shop, talk));
      await goesOn(shop, talk, () => over, false);
    }),
    ...Array.from({ length: COMING }, async (_, i) => {
      await pause((seconds * 800 * i) / COMING);
      const n = CLAIMED + WAITING + i;
      const talk = await newTalk(shop, n);
      cast.coming.push(talk);
      await callsForSomebody(shop, talk, n);
      await goesOn(shop, talk, () => over, true);
    }),
  ];
  const all = Promise.all(customers);
  all.catch(() => undefined);
  for (const { name, how } of phases(shop.random)) {
    verdict.note(`Slack: ${name}`);
    const one = {
      times: Infinity,
      get how() {
        return how();
      },
    };
    slack.troubles.splice(0, Infinity, one as Trouble);
    await pause((seconds * 1_000) / 3);
  }
  slack.troubles.splice(0, Infinity);
  over = true;
  await all;
}

/** Every word once and in order. */
function threadFaults({ desk }: Shop, { ts, said, tag }: Talk): string[] {
  const posts = postsIn(desk, ts);
  const quotes = posts.flatMap(quotesIn);
  const handoff = (opening(desk, ts).metadata?.event_payload as { handoff?: string } | undefined)?.handoff ?? '';
  const faults = orderFaults(posts, handoff);
  const places = said.map((text) => {
    const key = text.split(',')[0] ?? '';
    const found = quotes.flatMap((one, i) => (one.startsWith(key) ? [i] : []));
    if (found.length !== 1) faults.push(`"${key}" is there ${found.length} times`);
    return found[0] ?? -1;
  });
  // What was said before the hand-over is posted when somebody takes it, which may be after what was said later.
  const live = places.slice(3);
  if (live.some((one, i) => i > 0 && one <= (live[i - 1] ?? -1))) faults.push(`out of order: ${live.join(' ')}`);
  return faults.map((fault) => `${tag}: ${fault}`);
}

/** Claims what came meanwhile and waits until every thread shows everything; how long that took. */
async function catchUp(shop: Shop, { claimed, waiting, coming }: Cast): Promise<{ ms: number; faults: string[] }> {
  const began = performance.now();
  for (const talk of coming) {
    await finds(shop, talk);
    await clicks(shop.desk, shop.agent, talk.ts, 'desk.claim');
  }
  const all = [...claimed, ...waiting, ...coming];
  const faults = (): string[] => all.flatMap((talk) => threadFaults(shop, talk));
  await until(
    'every thread to be up to date',
    () => faults().length === 0 && all.every((talk) => isWith(shop, talk)),
  ).catch(() => undefined);
  const ms = performance.now() - began;
  // Whatever comes too late comes twice.
  await pause(3_000);
  const places = shop.desk.slack.workspace
    .visible(shop.desk.channel)
    .messages.filter((one) => !one.threadTs && one.botId && !one.ephemeralTo);
  const twice = places.length === all.length ? [] : [`${places.length} threads for ${all.length} conversations`];
  const unclaimed = all
    .filter((talk) => !isWith(shop, talk))
    .map(({ tag }) => `${tag}: the first message shows no owner`);
  return { ms, faults: [...faults(), ...twice, ...unclaimed] };
}

async function play(shop: Shop, options: ProveOptions, verdict: Verdict): Promise<void> {
  const cast: Cast = { claimed: [], waiting: [], coming: [] };
  for (let n = 0; n < CLAIMED + WAITING; n++) {
    const talk = await newTalk(shop, n);
    await callsForSomebody(shop, talk, n);
    await finds(shop, talk);
    if (n >= CLAIMED) cast.waiting.push(talk);
    else {
      await clicks(shop.desk, shop.agent, talk.ts, 'desk.claim');
      await until('the claim', () => isTold(shop, talk));
      cast.claimed.push(talk);
    }
  }
  shop.took.length = 0;
  const said = () =>
    [...cast.claimed, ...cast.waiting, ...cast.coming].reduce((sum, talk) => sum + talk.said.length, 0);
  const before = said();
  await trouble(shop, cast, options.seconds, verdict);
  const took = [...shop.took].sort((a, b) => a - b);
  const slowest = took.at(-1) ?? 0;
  const slow = slowest > SERVED_MS ? [`an answer took ${(slowest / 1000).toFixed(1)} s`] : [];
  const detail = `${said() - before} messages in ${options.seconds} s, ${took.length} answers, slowest ${Math.round(slowest)} ms, seed ${options.seed}`;
  verdict.property('customers are served while Slack is in trouble', slow, detail);
  const unpromised = cast.coming.length === COMING ? [] : ['somebody was never told when a person comes'];
  verdict.property('whoever asks for a person is told when one comes, whoever is claimed by whom', unpromised);
  const { ms, faults } = await catchUp(shop, cast);
  const late = ms > CAUGHT_UP_MS ? [`it took ${(ms / 1000).toFixed(1)} s`] : [];
  verdict.property(
    'threads catch up in order, without duplicates',
    [...faults, ...late],
    `within ${(ms / 1000).toFixed(1)} s`,
  );
  const refused = shop.desk.slack as unknown as { refused: { method: string; error: string }[] };
  verdict.property(
    'nothing is sent that Slack would not take',
    refused.refused.map(({ method, error }) => `${method} ${error}`),
  );
}

/** Slack unavailable, limiting and resetting connections while customers of the web chat go on. */
export async function proveSlackAway(
  options: ProveOptions,
  compiled: (file: string) => string,
  verdict: Verdict,
): Promise<void> {
  const random = seeded(options.seed);
  const place = freshPlace(options.store);
  const port = await freePort();
  const slack = await slackStandIn({ app: `http://127.0.0.1:${port}` });
  slack.workspace.addChannel({ id: DESK_CHANNEL, name: 'refund-desk', kind: 'group', members: [] });
  const orders = Array.from({ length: CLAIMED + WAITING + COMING }, (_, n) => generatedOrder(n, new Date()));
  await place.open((store) => createOrders(store).save(orders));
  const channels = {
    slack: {
      SLACK_SIGNING_SECRET: SIGNING_SECRET,
      SLACK_BOT_TOKEN: slack.botToken,
      SLACK_API_URL: slack.apiUrl,
      SLACK_CHANNEL_MPS: '20',
      SLACK_DESK_CHANNEL: DESK_CHANNEL,
    },
  };
  const service = await createPersistentService(compiled, { ...place, port, channels });
  const scene: Scene = {
    service,
    db: () => Promise.reject<mongo.Db>(new Error('nobody looks')),
    random,
    acknowledged: () => undefined,
    slowest: { ms: 0, what: '' },
    note: verdict.note,
  };
  try {
    await openShop(scene);
    const { user: agent } = await createStaff(scene, slack, 'Bea', ['agent']);
    const desk: Desk = { slack, channel: DESK_CHANNEL, scene };
    await play({ desk, scene, agent, random, took: [] }, options, verdict);
  } finally {
    await service.stop();
    await slack.stop();
    await place.drop();
  }
}
