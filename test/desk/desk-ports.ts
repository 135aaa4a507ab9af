import { createDesk } from '../../src/desk';
import type { ConversationFacts, DeskPorts, Instruction } from '../../src/desk/ports';
import { DEFAULT_SETTINGS } from '../../src/desk/settings';
import type { DeskOrder, DeskOutcome } from '../../src/domain/desk-order';
import type { Handoff } from '../../src/domain/handoff';
import type { LogEntry } from '../../src/domain/log-entry';
import type { Order } from '../../src/domain/order';
import { redact } from '../../src/domain/redaction';
import type { RefundCase } from '../../src/domain/refund-case';
import type { StaffMember } from '../../src/domain/staff';
import { deskCase } from '../../src/intake/desk-case';
import { choiceText, render } from '../../src/turn/render';
import { understand } from '../../src/understanding/understand';
import { aPerson } from '../intake/people-fakes';

export const NOW = new Date('2026-11-18T10:10:00Z');

/** Somebody waits since ten for what order 1042 is about; a person is promised by half past. */
export const aHandoff = (overrides: Partial<Handoff> = {}): Handoff => ({
  id: 'h1',
  client: 'default',
  channel: 'webchat',
  conversation: 'c1',
  version: 3,
  status: 'waiting',
  reason: 'asked',
  locale: 'en',
  team: 'general',
  askedAt: new Date('2026-11-18T10:00:00Z'),
  promisedBy: new Date('2026-11-18T10:30:00Z'),
  owner: null,
  participants: [],
  rung: 0,
  handledMs: 0,
  logSeq: 4,
  answered: [],
  ...overrides,
});

export const FACTS: ConversationFacts = {
  contact: { id: 'dl_ana', identified: false },
  locale: 'en-US',
  orderNo: '1042',
  grade: 'full',
  asked: { field: 'reason', attempt: 2 },
  given: { email: 'ana@example.com' },
};

export interface DeskWorld {
  handoffs: Handoff[];
  members: StaffMember[];
  cases: RefundCase[];
  orders: Order[];
  log: LogEntry[];
  facts: ConversationFacts | null;
  templates?: { names: string[]; texts: Record<string, string> };
  delivery: { optedOut: boolean; windowUntil: Date | null; failed: { code: string; at: Date } | null };
  /** What entered the lanes; `outcome` becomes of each, at once or (null) never within the time. */
  instructed: Instruction[];
  outcome: DeskOutcome | null;
  opened: string[];
}

/** The desk over stand-ins of its ports; `world` may be changed at any time. */
export function aDeskOver(given: Partial<DeskWorld> = {}) {
  const world: DeskWorld = {
    handoffs: [aHandoff()],
    members: [aPerson('bea', ['agent']), aPerson('lena', ['lead']), aPerson('ada', ['approver'])],
    cases: [],
    orders: [],
    log: [],
    facts: FACTS,
    delivery: { optedOut: false, windowUntil: null, failed: null },
    instructed: [],
    outcome: { outcome: 'done' },
    opened: [],
    ...given,
  };
  const open = () => world.handoffs.filter(({ status }) => status !== 'closed');
  const ports: DeskPorts & { newId: () => string } = {
    handoffs: {
      find: (id) => Promise.resolve(world.handoffs.find((one) => one.id === id) ?? null),
      open: (_client, { team, staffId }) =>
        Promise.resolve(
          open().filter((one) => (!team || one.team === team) && (!staffId || one.owner?.staffId === staffId)),
        ),
      ofConversation: ({ conversation }) =>
        Promise.resolve(world.handoffs.filter((one) => one.conversation === conversation)),
      closedBetween: () => Promise.resolve(world.handoffs.filter(({ status }) => status === 'closed')),
      due: () => Promise.resolve([]),
    },
    people: {
      find: (client, id) =>
        Promise.resolve(world.members.find((one) => one.client === client && one.id === id) ?? null),
      byAccount: ({ user }) =>
        Promise.resolve(world.members.filter(({ accounts }) => accounts.some((one) => one.user === user))),
      everybody: () => Promise.resolve(world.members),
    },
    left: () => Promise.resolve(),
    teams: () => ['general'],
    setAway: () => Promise.resolve(null),
    instruct: (instruction) => {
      world.instructed.push(instruction);
      const order = JSON.parse(instruction.value) as DeskOrder;
      const { outcome } = world;
      if (outcome)
        world.handoffs = world.handoffs.map((one) =>
          one.id === order.handoffId && one.status !== 'closed'
            ? { ...one, answered: [...one.answered, { order: order.id, outcome }] }
            : one,
        );
      return Promise.resolve();
    },
    log: (_stream, seq, limit) => Promise.resolve(world.log.filter((one) => one.seq > seq).slice(0, limit)),
    facts: () => Promise.resolve(world.facts),
    cases: {
      find: (_client, caseNo) => Promise.resolve(world.cases.find((one) => one.caseNo === caseNo) ?? null),
      byOrder: (_client, orderNo) => Promise.resolve(world.cases.filter((one) => one.orderNo === orderNo)),
      byContact: () => Promise.resolve([]),
    },
    board: { cases: () => Promise.resolve({ items: world.cases, next: null }) },
    orders: {
      find: (_client, orderNo) => Promise.resolve(world.orders.find((one) => one.orderNo === orderNo) ?? null),
    },
    ordersOf: (_client, { email, phone }) =>
      Promise.resolve(world.orders.filter(({ contact }) => contact.email === email || contact.phone === phone)),
    photos: { read: () => Promise.resolve(null) },
    storePhoto: ({ name, bytes }) =>
      Promise.resolve(
        bytes.length > 3
          ? { ok: false }
          : { ok: true, attachment: { id: 'p1', name, contentType: 'image/png', bytes: bytes.length } },
      ),
    reach: { reachability: () => Promise.resolve(world.delivery) },
    templates: () => world.templates ?? { names: [], texts: {} },
    settings: () => DEFAULT_SETTINGS,
    render: (message, { locale }) =>
      render(message, {
        locale,
        capabilities: { delivery: 'push', maxText: 1_600, choices: 'numbers', structured: false, attachments: true },
      }).map(({ text }) => text),
    redact,
    smsSize: (text) => ({
      segments: Math.ceil(text.length / 160),
      encoding: /^[\x20-\x7e]*$/.test(text) ? 'GSM-7' : 'UCS-2',
    }),
    languageOf: (text) => understand(text, { locale: 'en' }).language,
    words: (key, locale) => choiceText({ key }, locale),
    free: () => Promise.resolve(new Map([['MUG-BLUE', 1]])),
    caseCard: (refundCase) =>
      Promise.resolve(
        deskCase(refundCase, { others: [], rules: { secondPersonAbove: [] }, reasonWords: (l1, l2) => `${l1}/${l2}` }),
      ),
    mayApprove: (_case, { roles }) => roles.includes('approver'),
    decide: () => Promise.resolve({ outcome: 'refused', why: 'missing' }),
    fileOnBehalf: () => Promise.resolve({ outcome: 'refused', why: 'not_found' }),
    caseOpened: ({ caseNo }, { id }) => Promise.resolve(void world.opened.push(`${caseNo} ${id}`)),
    surfaces: {
      behind: () => Promise.resolve([]),
      shown: () => Promise.resolve(true),
      postpone: () => Promise.resolve(),
      byPlace: () => Promise.resolve(null),
      byHandoff: () => Promise.resolve(null),
    },
    onChange: () => undefined,
    newId: () => 'id-1',
    clock: () => NOW,
  };
  return { world, desk: createDesk(ports) };
}
