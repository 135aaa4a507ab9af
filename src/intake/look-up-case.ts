import { matchContact } from '../domain/contact-match';
import type { RefundCase } from '../domain/refund-case';
import { countFailure, triesSpent } from './failed-tries';
import { caseInForce } from './in-force';
import type { Attempts, Cases, Orders } from './ports';

export interface Asker {
  client: string;
  /** Whom failed tries are counted for. */
  asker: string;
  channel: string;
  conversation: string;
  /** The contact, when the channel vouches for it. */
  contact?: string;
  /** Orders this conversation has proven to be its customer's, at any grade; only proofs that are in force. */
  proven: readonly string[];
}

/** True when a case may be told to the asker without another proof. */
export function isTheirs(refundCase: RefundCase, asker: Asker): boolean {
  if (refundCase.client !== asker.client) return false;
  if (asker.contact !== undefined && refundCase.contact === asker.contact) return true;
  if (asker.proven.includes(refundCase.orderNo)) return true;
  return refundCase.conversations.some(
    ({ channel, conversation }) => channel === asker.channel && conversation === asker.conversation,
  );
}

/** The same, as long as no address change on its order has overtaken what it rests on. */
async function standsOpen(ports: { orders: Orders }, refundCase: RefundCase, asker: Asker): Promise<boolean> {
  if (!isTheirs(refundCase, asker)) return false;
  return asker.proven.includes(refundCase.orderNo) || caseInForce(ports, refundCase);
}

/**
 * The asker's cases as far as no proof is needed: their contact's, those filed in this conversation, those of orders it
 * has proven. Newest first, each once.
 */
export async function theirCases(
  ports: { cases: Cases; orders: Orders },
  asker: Asker,
  filedHere: readonly string[],
): Promise<RefundCase[]> {
  const { client, contact, proven } = asker;
  const [byContact, byOrder, here] = await Promise.all([
    contact === undefined ? [] : ports.cases.byContact(client, contact),
    Promise.all(proven.map((orderNo) => ports.cases.byOrder(client, orderNo))),
    Promise.all(filedHere.map((caseNo) => ports.cases.find(client, caseNo))),
  ]);
  const all = [...byContact, ...byOrder.flat(), ...here.filter((one) => one !== null)];
  const unique = new Map(all.map((one) => [one.caseNo, one]));
  const theirs = await Promise.all([...unique.values()].map((one) => standsOpen(ports, one, asker)));
  return [...unique.values()]
    .filter((_one, index) => theirs[index])
    .sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime());
}

interface Given {
  email?: string;
  phone?: string;
  postcode?: string;
}

export type LookedUp =
  | { outcome: 'found'; refundCase: RefundCase }
  /** It has to be proven first. Said of cases that do not exist as well. */
  | { outcome: 'prove' }
  | { outcome: 'no-match'; failures: number }
  | { outcome: 'spent' };

async function proves(ports: { orders: Orders }, { client, orderNo }: RefundCase, given: Given): Promise<boolean> {
  const order = await ports.orders.find(client, orderNo);
  return order !== null && matchContact(order, given) !== 'none';
}

/**
 * Finds a case by its number for someone who may see it: theirs already, or proven by the e-mail, phone or postcode of its
 * order. A number that does not exist is answered like one that is somebody else's.
 */
export async function lookUpCase(
  ports: { cases: Cases; orders: Orders; attempts: Attempts },
  asker: Asker,
  caseNo: string,
  given: Given,
  at: Date,
): Promise<LookedUp> {
  const refundCase = await ports.cases.find(asker.client, caseNo);
  if (refundCase && (await standsOpen(ports, refundCase, asker))) return { outcome: 'found', refundCase };
  if (!given.email && !given.phone && !given.postcode) return { outcome: 'prove' };
  const one = { client: asker.client, asker: asker.asker, record: `case:${caseNo}`, at };
  if (await triesSpent(ports.attempts, one)) return { outcome: 'spent' };
  if (refundCase && (await proves(ports, refundCase, given))) return { outcome: 'found', refundCase };
  return { outcome: 'no-match', failures: await countFailure(ports.attempts, one) };
}
