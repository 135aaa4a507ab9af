import type { DeskAction, DeskOrder } from '../../src/domain/desk-order';
import type { Handoff } from '../../src/domain/handoff';
import type { StaffMember, StaffRef } from '../../src/domain/staff';
import type { DeskDelivery } from '../../src/channel-desk-shown';
import { nextDue } from '../../src/desk/clocks';
import { createDeskTurn } from '../../src/desk/desk-turn';
import { replyFingerprint } from '../../src/desk/reply-fingerprint';
import { DEFAULT_SETTINGS } from '../../src/desk/settings';
import type { TurnResult } from '../../src/turn/form';
import { choiceText } from '../../src/turn/render';
import { aPerson } from '../intake/people-fakes';
import { understand } from '../../src/understanding/understand';
import { aCustomer, aShop, keysOf, type Customer, type CustomerOptions } from '../helpers/conversation';

export const BEA: StaffRef = { staffId: 'st-bea', name: 'Bea' };
export const CARL: StaffRef = { staffId: 'st-carl', name: 'Carl' };
export const LENA: StaffRef = { staffId: 'st-lena', name: 'Lena' };

export const REACHABLE: DeskDelivery = { optedOut: false, windowUntil: null, failed: null };

export interface DeskAndCustomer {
  customer: Customer;
  handoff(): Handoff;
  /** One order in the conversation's lane; words of a reply or note come beside it. */
  order(
    by: StaffRef,
    action: DeskAction,
    more?: Partial<DeskOrder> & { text?: string; afterHours?: number },
  ): Promise<TurnResult>;
  reply(by: StaffRef, text: string, more?: { afterHours?: number; template?: string }): Promise<TurnResult>;
  /** The last order's outcome. */
  answer(): Handoff['answered'][number]['outcome'] | undefined;
  /** Lets the next clock strike, at its time; gives what it was and the keys the customer heard. */
  strike(): Promise<string>;
  delivery: DeskDelivery;
  /** By id; who is changed here is so from then on. */
  people: Map<string, StaffMember>;
}

let ids = 0;

/** A customer and the desk in one conversation, over stand-ins, on a clock of their own. */
export function aDesk(options: CustomerOptions & { buttons?: boolean; templates?: string[] } = {}): DeskAndCustomer {
  const shop = options.shop ?? aShop();
  const customer = aCustomer({
    ...options,
    shop,
    around: (converse) =>
      createDeskTurn(
        {
          settings: () => DEFAULT_SETTINGS,
          person: (_client, id) => Promise.resolve(desk.people.get(id) ?? null),
          reach: () => Promise.resolve(desk.delivery),
          handoffs: { find: (id) => Promise.resolve(shop.handoffs.find((one) => one.id === id) ?? null) },
          cases: { find: (_client, caseNo) => Promise.resolve(shop.cases.get(caseNo) ?? null) },
          leaves: (text, locale) => understand(text, { locale }).control?.name === 'bot',
          words: (key, locale) => choiceText({ key }, locale),
          buttons: () => options.buttons ?? true,
          templates: () => ({ names: options.templates ?? [], texts: {} }),
        },
        converse,
      ),
  });
  const handoff = (): Handoff => {
    const last = shop.handoffs.at(-1);
    if (!last) throw new Error('nobody was called');
    return last;
  };
  const desk: DeskAndCustomer = {
    customer,
    delivery: REACHABLE,
    people: new Map(
      [aPerson(BEA.staffId, ['agent']), aPerson(CARL.staffId, ['agent']), aPerson(LENA.staffId, ['lead'])].map(
        (one) => [one.id, one],
      ),
    ),
    handoff,
    order: (by, action, { text = '', afterHours = 0, ...more } = {}) => {
      const order: DeskOrder = { id: `o-${(ids += 1)}`, handoffId: handoff().id, by, action, ...more };
      return customer.says(text, { event: 'desk', value: JSON.stringify(order), afterHours });
    },
    reply: (by, text, more = {}) => {
      const { template, ...rest } = more;
      const fingerprint = replyFingerprint(text, [], handoff().channel, template);
      return desk.order(by, { kind: 'reply', text: '', attachments: [], fingerprint }, { ...rest, text });
    },
    answer: () => handoff().answered.at(-1)?.outcome,
    strike: async () => {
      const due = nextDue(handoff(), DEFAULT_SETTINGS);
      if (!due) return 'nothing';
      const ring = { handoffId: handoff().id, strike: due.strike, due: due.at.toISOString() };
      // The helper lets twenty seconds pass with every turn.
      const ms = due.at.getTime() - customer.now().getTime() - 20_000;
      const afterHours = Math.max(0, ms) / 3_600_000;
      const result = await customer.says('', { event: 'desk-clock', value: JSON.stringify(ring), afterHours });
      return [due.strike, ...keysOf(result)].join(' ');
    },
  };
  return desk;
}
