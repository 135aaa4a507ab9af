import type { Desk, DeskPerson } from '../channel-desk';
import { DENIAL_CODES } from '../domain/denial-codes';
import type { Handoff } from '../domain/handoff';
import { REASONS } from '../domain/reasons';
import type { StaffMember } from '../domain/staff';
import { act } from './act';
import { resolutionWords } from './agents-words';
import { deskAmount } from '../intake/desk-case';
import { cardOf } from './card';
import { surroundingsOf } from './surroundings';
import { customerSeen } from './customer-seen';
import { find } from './find';
import { full } from './full';
import type { DeskPorts } from './ports';
import { previewOf } from './preview';
import { queueItem } from './queue';
import { readTranscript } from './read-transcript';
import { savedReplies } from './saved-replies';

export type { DeskPorts } from './ports';

/** Conversations of a queue, and cases that wait for a decision, shown at once. */
const MOST = 100;

const personSeen = ({ id, client, name, roles, awaySince }: StaffMember): DeskPerson => ({
  id,
  client,
  name,
  roles: [...roles],
  awaySince: awaySince ?? null,
});

/** Who was only invited so far may work through the staff API. */
const works = ({ status }: StaffMember): boolean => status !== 'revoked';

function peopleOf({
  people,
  left,
  setAway,
  teams,
}: DeskPorts): Pick<Desk, 'personOf' | 'people' | 'left' | 'setAway' | 'teams'> {
  return {
    personOf: async (account) => {
      const found = await people.byAccount({ provider: 'slack', ...account });
      const member = found.find(works);
      return member ? personSeen(member) : null;
    },
    people: async (client) =>
      (await people.everybody(client)).filter(works).map((one) => ({
        ...personSeen(one),
        accounts: one.accounts.map(({ team, user }) => ({ team, user })),
      })),
    teams,
    setAway: async (client, staffId, away) => {
      const member = await setAway(client, staffId, away);
      return member && personSeen(member);
    },
    left,
  };
}

function wordLists({ words }: DeskPorts): Pick<Desk, 'denialCodes' | 'reasons' | 'resolutions'> {
  return {
    denialCodes: () => DENIAL_CODES.map((code) => ({ code, words: words(`denial.${code}`, 'en') })),
    reasons: () => REASONS.map(({ l1, l2 }) => ({ l1, l2, words: words(`reason.${l1}.${l2}`, 'en') })),
    resolutions: resolutionWords,
  };
}

function casesOf(ports: DeskPorts): Pick<Desk, 'caseOf' | 'order' | 'approvals'> {
  const { cases, orders, people, board, caseCard, free, mayApprove } = ports;
  return {
    caseOf: async (client, caseNo) => {
      const found = await cases.find(client, caseNo);
      return found ? caseCard(found) : null;
    },
    order: async (client, orderNo) => {
      const order = await orders.find(client, orderNo);
      if (!order) return null;
      const left = await free(order);
      const lines = order.items.map(({ sku, name, quantity, unitPrice, discount }) => ({
        sku,
        name,
        quantity,
        free: left.get(sku) ?? 0,
        amount: deskAmount({ minor: unitPrice * BigInt(quantity) - discount, currency: order.currency }),
      }));
      return { orderNo: order.orderNo, lines };
    },
    approvals: async (client, staffId) => {
      const person = await people.find(client, staffId);
      if (!person || !works(person)) return [];
      const { items } = await board.cases(client, { status: 'under_review' }, { limit: MOST });
      return Promise.all(items.filter((one) => mayApprove(one, person)).map(caseCard));
    },
  };
}

/** The desk over its ports. It knows no surface: everything a person does goes through `act`, `decide` and `fileOnBehalf`. */
export function createDesk(ports: DeskPorts & { newId: () => string }): Desk {
  const { handoffs, photos, clock } = ports;

  /** Reads of one handoff: null for what is not there. */
  async function of<T>(id: string, read: (handoff: Handoff) => Promise<T> | T): Promise<T | null> {
    const handoff = await handoffs.find(id);
    return handoff ? read(handoff) : null;
  }

  async function customerName(handoff: Handoff): Promise<string> {
    const { facts, order } = await surroundingsOf(ports, handoff);
    return customerSeen(handoff, facts, order).name;
  }

  return {
    ...peopleOf(ports),
    ...wordLists(ports),
    ...casesOf(ports),
    act: (order) => act(ports, order),
    decide: ports.decide,
    fileOnBehalf: ports.fileOnBehalf,
    card: (id) => of(id, (handoff) => cardOf(ports, handoff)),
    transcript: async (id, after, limit) =>
      (await of(id, async (handoff) => readTranscript(ports, handoff, await customerName(handoff), after, limit))) ??
      [],
    queue: async (client, filter) =>
      Promise.all((await handoffs.open(client, filter, MOST)).map((one) => queueItem(ports, one))),
    find: (client, query) => find(ports, client, query),
    preview: (id, text, attachments) => of(id, (handoff) => previewOf(ports, handoff, text, attachments)),
    savedReplies: async (id) =>
      (await of(id, async (handoff) => savedReplies(ports, handoff, await surroundingsOf(ports, handoff)))) ?? [],
    full: (request, staffId) => full(ports, request, staffId),
    attachment: async (client, id) => {
      const found = await photos.read(client, id);
      return found && { name: found.photo.name, contentType: found.photo.contentType, bytes: found.bytes };
    },
    keepAttachment: (id, name, bytes) =>
      of(id, async ({ client, channel, conversation }) => {
        const thread = { client, channel, conversation };
        const stored = await ports.storePhoto({ thread, name, bytes, at: clock() });
        return stored.ok ? stored.attachment : null;
      }),
    surfaces: ports.surfaces,
    onChange: ports.onChange,
    clock,
  };
}
