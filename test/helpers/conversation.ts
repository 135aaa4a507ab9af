import { createConverse } from '../../dialogs';
import type { Dependencies } from '../../dialogs/moment';
import { threadKey, type StoredAttachment } from '../../src/channel';
import { createCodeSeal } from '../../src/code-seal';
import type { Change } from '../../src/domain/change';
import type { Handoff } from '../../src/domain/handoff';
import type { IssuedCode, Link } from '../../src/domain/link';
import type { EntryDraft } from '../../src/domain/log-entry';
import { findCodes, makeCode } from '../../src/domain/one-time-code';
import type { Order } from '../../src/domain/order';
import { redactMessage } from '../../src/domain/redact-message';
import type { RefundCase } from '../../src/domain/refund-case';
import type { Linking } from '../../src/intake/linking';
import type { Attempts } from '../../src/intake/ports';
import type { Converse, DialogState, Tell, TurnResult } from '../../src/turn/form';
import type { Message } from '../../src/turn/message';
import { keepHandoff } from '../../src/turn/keep-handoff';
import { choiceText, render } from '../../src/turn/render';
import { understand } from '../../src/understanding/understand';
import { anOrder } from './orders';

/** Wednesday 18 November 2026, 10:00 UTC: a working day, within every window of the sample orders. */
export const NOW = new Date('2026-11-18T10:00:00Z');

export interface Shop {
  orders: Order[];
  cases: Map<string, RefundCase>;
  handoffs: Handoff[];
  attempts: Attempts;
  /** One-time codes by their seal, links by id, what is kept of each conversation, and what waits to be told to others. */
  codes: Map<string, IssuedCode>;
  links: Map<string, Link>;
  states: Map<string, { state: unknown; locale: string }>;
  tells: Tell[];
  /** The channels customers can reach us on. */
  open: string[];
}

/** In-memory stand-ins of the three ports. */
export function aShop(orders: Order[] = [anOrder()]): Shop {
  const failures: { key: string; at: number }[] = [];
  const count = (keys: string[], at: Date): number =>
    Math.max(
      0,
      ...keys.map((key) => failures.filter((one) => one.key === key && at.getTime() - one.at < 86_400_000).length),
    );
  return {
    orders,
    cases: new Map(),
    handoffs: [],
    codes: new Map(),
    links: new Map(),
    states: new Map(),
    tells: [],
    open: ['webchat', 'sms', 'whatsapp'],
    attempts: {
      count: (_client, keys, at) => Promise.resolve(count(keys, at)),
      fail: (_client, keys, at) => {
        failures.push(...new Set(keys.map((key) => ({ key, at: at.getTime() }))));
        return Promise.resolve(count(keys, at));
      },
    },
  };
}

export interface Say {
  choice?: string;
  photos?: number;
  redacted?: string[];
  event?: string;
  value?: string;
  /** Time passed since the message before. */
  afterHours?: number;
}

export interface Customer {
  /** One message (or event); the turn's result, already committed to the shop. */
  says(text: string, more?: Say): Promise<TurnResult>;
  /** A tap on the choice whose value holds `part`, among those last shown. */
  taps(part: string): Promise<TurnResult>;
  state(): DialogState | null;
  entries: EntryDraft[];
  shown: Message[];
  shop: Shop;
  now(): Date;
}

export interface CustomerOptions {
  shop?: Shop;
  locale?: string;
  channel?: string;
  conversation?: string;
  contact?: { id: string; name?: string; identified: boolean };
  calendar?: Dependencies['calendar'];
  /** What stands around the dialogs: the desk. */
  around?: (converse: Converse, shop: Shop) => Converse;
  /** The number of every case filed here; by default they are numbered in turn. */
  caseNo?: string;
}

let numbers = 0;
const seal = createCodeSeal('a secret of the tests');
/** One code after the other; no two are the same. */
const nextCode = (): string => {
  numbers += 1;
  return makeCode(Uint8Array.from({ length: 8 }, (_, index) => numbers >> (3 * index)));
};

/** Codes and links over the shop. */
const linkingOf = (shop: Shop): Linking => ({
  newCode: nextCode,
  seal,
  codes: { find: (_client, sealed) => Promise.resolve(shop.codes.get(sealed) ?? null) },
  links: { find: (_client, id) => Promise.resolve(shop.links.get(id) ?? null) },
  stateOf: (place) => Promise.resolve(shop.states.get(threadKey(place)) ?? null),
  elsewhere: (channel) =>
    shop.open.filter((one) => one !== channel).map((one) => ({ channel: one, address: `our-${one}` })),
  ways: () => (['sms', 'email'] as const).filter((one) => shop.open.includes(one)),
  route: (client, { phone, email }) => {
    if (phone && shop.open.includes('sms')) return { client, channel: 'sms', conversation: phone };
    return email && shop.open.includes('email') ? { client, channel: 'email', conversation: email } : null;
  },
});

/** What a commit does with a code or a link; true when it does not fit what is stored. */
function misfits(shop: Shop, change: Change): boolean {
  if (change.kind === 'code') {
    const unused = shop.codes.get(change.code.sealed)?.usedAt === undefined;
    if (change.step === 'use' && !unused) return true;
    shop.codes.set(change.code.sealed, change.code);
  }
  if (change.kind === 'link') {
    if (change.step === 'undo' && shop.links.get(change.link.id)?.undone) return true;
    shop.links.set(change.link.id, change.link);
  }
  return false;
}

/** A customer in one conversation with the dialogs over the stand-ins; what a turn writes is applied as the line would. */
export function aCustomer(options: CustomerOptions = {}): Customer {
  const shop = options.shop ?? aShop();
  const byOrder = (orderNo: string) => [...shop.cases.values()].filter((one) => one.orderNo === orderNo);
  const dialogs = createConverse({
    orders: { find: (_client, orderNo) => Promise.resolve(shop.orders.find((one) => one.orderNo === orderNo) ?? null) },
    cases: {
      find: (_client, caseNo) => Promise.resolve(shop.cases.get(caseNo) ?? null),
      byOrder: (_client, orderNo) => Promise.resolve(byOrder(orderNo)),
      byContact: (_client, contact) =>
        Promise.resolve([...shop.cases.values()].filter((one) => one.contact === contact)),
    },
    attempts: shop.attempts,
    understand,
    choiceText,
    newCaseNo: () => options.caseNo ?? `RF-T${String((numbers += 1)).padStart(3, '0')}-0000`,
    newId: () => `id-${String((numbers += 1))}`,
    linking: linkingOf(shop),
    ...(options.calendar ? { calendar: options.calendar } : {}),
  });
  const converse = options.around?.(dialogs, shop) ?? dialogs;
  const { channel = 'webchat', conversation = 'c1' } = options;
  const thread = { client: 'default', channel, conversation };
  let state: DialogState | null = null;
  let handoff: Handoff | null = null;
  let at = NOW;
  let earlier = 0;
  let locale = options.locale ?? 'en-US';
  const customer: Customer = {
    entries: [],
    shown: [],
    shop,
    now: () => at,
    state: () => state,
    async taps(part) {
      const choice = customer.shown
        .flatMap((message) => message.choices ?? [])
        .find(({ value }) => value.includes(part));
      if (!choice) throw new Error(`nothing to tap with ${part}`);
      return customer.says('', { choice: choice.value });
    },
    async says(text, more = {}) {
      at = new Date(at.getTime() + (more.afterHours ?? 0) * 3_600_000 + 20_000);
      const attachments: StoredAttachment[] = Array.from({ length: more.photos ?? 0 }, (_, index) => ({
        id: `photo-${String(earlier)}-${String(index)}`,
        name: 'photo.jpg',
        contentType: 'image/jpeg',
        bytes: 1000,
      }));
      const result = await converse({
        thread,
        cause: more.event
          ? { type: 'event', name: more.event, ...(more.value ? { value: more.value } : {}) }
          : { type: 'message' },
        contact: options.contact ?? { id: 'dl_1', identified: false },
        said: {
          text: findCodes(text).length ? redactMessage(text, { seal }).text : text,
          ...(more.choice ? { choice: more.choice } : {}),
          attachments,
          locale,
          at,
          redacted: more.redacted ?? [],
        },
        state,
        handoff,
        earlier,
      });
      earlier += 1;
      locale = result.locale;
      // What is kept must survive storage.
      state = JSON.parse(JSON.stringify(result.state)) as DialogState;
      customer.entries.push(...result.entries);
      if (result.messages.length) customer.shown = result.messages;
      const kept = keepHandoff(handoff, result.changes, customer.entries.length);
      handoff = kept.handoff;
      shop.states.set(threadKey(thread), { state, locale });
      shop.tells.push(...(result.tells ?? []));
      for (const change of kept.changes) {
        if (misfits(shop, change)) throw new Error('a conflict');
        if (change.kind === 'case') shop.cases.set(change.after.caseNo, change.after);
        else if (change.kind === 'handoff') {
          const known = shop.handoffs.findIndex(({ id }) => id === change.handoff.id);
          shop.handoffs.splice(known < 0 ? shop.handoffs.length : known, 1, change.handoff);
        }
      }
      return result;
    },
  };
  return customer;
}

/** The last message of a turn. */
export function lastOf({ messages }: TurnResult): Message {
  const last = messages.at(-1);
  if (!last) throw new Error('nothing was said');
  return last;
}

/** The words of a turn, as a channel without buttons would send them. */
export function wordsOf({ messages, locale }: TurnResult): string[] {
  const capabilities = {
    delivery: 'feed',
    maxText: 4000,
    choices: 'buttons',
    structured: false,
    attachments: true,
  } as const;
  return messages.flatMap((message) => render(message, { locale, capabilities }).map(({ text }) => text));
}

export const keysOf = ({ messages }: TurnResult): string[] => messages.map(({ key }) => key);

/** Plays a table of `[says, hears]`: the keys of each turn's messages, joined by a space. */
export async function plays(customer: Customer, table: readonly (readonly [string, string])[]): Promise<void> {
  for (const [says, hears] of table) {
    const result = await customer.says(says);
    expect(`${says} -> ${keysOf(result).join(' ')}`).toBe(`${says} -> ${hears}`);
  }
}
