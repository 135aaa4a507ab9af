import { jpeg } from '../../domain/photo/photos';
import type { User } from '../../../src/sandbox/slack';
import { clicks, decides, fileOf, opening, openingsWith, postsIn, replies, wordsOf, type Desk } from './desk';
import type { Customer, Heard } from './customers';
import { measured, until, type Scene } from './scene';

/** One customer on the way through the desk, and what was said so far. */
export interface Journey {
  /** Tells the words of this journey from those of all others. */
  tag: string;
  customer: Customer;
  order: { no: string; email: string };
  /** What the agent changes the amount to, as typed and as customers read it. */
  amount: { typed: string; read: string; minor: bigint };
  agent: User;
  approver: User;
  /** The thread's first message. */
  ts: string;
  said: string[];
  /** Of the agent to the customer, and what was typed in the thread, which nobody but the desk may read. */
  replied: string[];
  typed: string[];
  photos: { sent: number; received: number };
}

export interface Step {
  name: string;
  walk: (journey: Journey, desk: Desk) => Promise<void>;
}

const CUSTOMERS_PHOTO = Buffer.from(jpeg({ orientation: 6 }));
const AGENTS_PHOTO = Buffer.from(jpeg({ orientation: 3 }));

const hears = (scene: Scene, { customer }: Journey, what: string | RegExp): Promise<Heard> =>
  measured(scene, `${customer.channel} hears ${String(what)}`, async () =>
    (await customer.heard()).find(({ text }) => (typeof what === 'string' ? text.includes(what) : what.test(text))),
  );

async function says({ scene }: Desk, journey: Journey, text: string, then: string | RegExp): Promise<void> {
  journey.said.push(text);
  await journey.customer.says(text);
  await hears(scene, journey, then);
}

const shows = ({ scene, ...desk }: Desk, { ts, customer }: Journey, words: string): Promise<unknown> =>
  measured(scene, `the thread of ${customer.channel} shows ${words}`, () =>
    [opening({ scene, ...desk }, ts), ...postsIn({ scene, ...desk }, ts)].some((one) => wordsOf(one).includes(words)),
  );

/** Typed in the thread and not sent: it stays there. */
async function types(desk: Desk, journey: Journey, words: string): Promise<void> {
  const text = `inside ${journey.tag}: ${words}`;
  journey.typed.push(text);
  const place = { channel: desk.channel, threadTs: journey.ts, text };
  const { status, settled } = await desk.slack.people.says(journey.agent, place);
  if (status !== 200) await settled;
}

const LOOKS_FOR_MS = 35_000;
const isUnknown = (screen: string): boolean => screen.includes('Working on it') || screen.includes('This did not work');

async function answers(desk: Desk, journey: Journey, text: string, photo?: Buffer): Promise<void> {
  journey.replied.push(text);
  const files = photo ? [fileOf(desk, journey.agent, photo)] : [];
  // Whoever was never told what became of a reply looks at the thread, and sends it again when it is not there.
  for (let tries = 0; tries < 3; tries++) {
    const screen = await replies(desk, journey.agent, journey.ts, text, files);
    if (screen && !isUnknown(screen)) throw new Error(`a reply was answered with ${screen}`);
    if (!screen) return void (await hears(desk.scene, journey, text));
    const { customer } = journey;
    const arrived = async () => (await customer.heard()).some((one) => one.text.includes(text));
    if (await until('the reply', arrived, LOOKS_FOR_MS).catch(() => false)) return;
  }
  throw new Error('a reply was never taken');
}

/** Decides; whoever was never told looks at the thread, and does it again when it does not show it. */
async function decided(desk: Desk, journey: Journey, decide: () => Promise<string>, shown: string): Promise<void> {
  for (let tries = 0; tries < 3; tries++) {
    const screen = await decide();
    if (!screen) return;
    if (!isUnknown(screen)) throw new Error(`a decision was answered with ${screen}`);
    const shows = () => wordsOf(opening(desk, journey.ts)).includes(shown);
    if (await until('the decision', shows, LOOKS_FOR_MS).catch(() => false)) return;
  }
  throw new Error('a decision was never taken');
}

/** The whole way, a step at a time; each ends when what it was for has happened. */
export const STEPS: readonly Step[] = [
  {
    name: 'ask for a refund',
    walk: (journey, desk) => {
      const { no, email } = journey.order;
      return says(
        desk,
        journey,
        `refund for order ${no}, ${email}, all of it arrived damaged, no photo, money back`,
        /Total:/,
      );
    },
  },
  { name: 'send it', walk: (journey, desk) => says(desk, journey, 'yes', 'Sent. Your case number is') },
  {
    name: 'ask for a person',
    walk: async (journey, desk) => {
      await says(desk, journey, 'I want to talk to a person', 'A person answers you here by');
      const about = `order ${journey.order.no}`;
      const first = await measured(
        desk.scene,
        `a thread for ${journey.customer.channel}`,
        () => openingsWith(desk, about)[0],
      );
      journey.ts = first.ts;
    },
  },
  {
    name: 'claim',
    walk: async (journey, desk) => {
      await clicks(desk, journey.agent, journey.ts, 'desk.claim');
      await measured(desk.scene, 'the claim', () =>
        wordsOf(opening(desk, journey.ts)).includes(`With ${journey.agent.realName}`),
      );
      await hears(desk.scene, journey, `${journey.agent.realName} is here now`);
    },
  },
  {
    name: 'reply',
    walk: async (journey, desk) => {
      await types(desk, journey, 'looks like the courier again');
      await answers(desk, journey, `Hello, a photo of the label would help me. (${journey.tag})`);
    },
  },
  {
    name: "the customer's photo",
    walk: async (journey, desk) => {
      const text = `Here is the label ${journey.tag}`;
      journey.said.push(text);
      journey.photos.sent += 1;
      await journey.customer.says(text, CUSTOMERS_PHOTO);
      await shows(desk, journey, text);
      const { ts, customer } = journey;
      await measured(desk.scene, `the photo of ${customer.channel}`, () =>
        postsIn(desk, ts).some(({ files }) => files.length),
      );
    },
  },
  {
    name: "the agent's photo",
    walk: async (journey, desk) => {
      await types(desk, journey, 'ask logistics');
      const text = `This is the label I mean. (${journey.tag})`;
      journey.photos.received += 1;
      await answers(desk, journey, text, AGENTS_PHOTO);
    },
  },
  {
    name: 'change the amount',
    walk: async (journey, desk) => {
      const entered = { amount: journey.amount.typed, reason: 'the box was used' };
      const what = { ts: journey.ts, action: 'desk.change', entered };
      await decided(desk, journey, () => decides(desk, journey.agent, what), journey.amount.typed);
      await shows(desk, journey, journey.amount.typed);
      await hears(desk.scene, journey, journey.amount.read);
    },
  },
  {
    name: 'approve',
    walk: async (journey, desk) => {
      const what = { ts: journey.ts, action: 'desk.approve' };
      await decided(desk, journey, () => decides(desk, journey.approver, what), 'approved');
      await hears(desk.scene, journey, 'Good news!');
    },
  },
  {
    name: 'hand back',
    walk: async (journey, desk) => {
      await clicks(desk, journey.agent, journey.ts, 'desk.handback');
      await hears(desk.scene, journey, "It's me again");
    },
  },
  {
    name: 'ask where it is',
    walk: (journey, desk) => says(desk, journey, 'where is my refund?', / was approved on /),
  },
];
