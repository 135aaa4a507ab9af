import type { DeskCase, QueueItem } from '../channel-desk-shown';
import { readCaseNo } from '../domain/case-number';
import type { Handoff } from '../domain/handoff';
import type { RefundCase } from '../domain/refund-case';
import type { DeskPorts } from './ports';
import { queueItem, type QueuePorts } from './queue';

export type FindPorts = QueuePorts & Pick<DeskPorts, 'handoffs' | 'ordersOf' | 'caseCard'>;

const MOST = 20;

/** Cases by their number, by their order, or by the e-mail address or telephone number on the order. */
async function casesFor(ports: FindPorts, client: string, query: string): Promise<RefundCase[]> {
  const byNumber = await ports.cases.find(client, readCaseNo(query) ?? query);
  if (byNumber) return [byNumber];
  const orderNos = await orderNosFor(ports, client, query);
  const found = await Promise.all(orderNos.map((orderNo) => ports.cases.byOrder(client, orderNo)));
  return found.flat().slice(0, MOST);
}

async function orderNosFor(ports: FindPorts, client: string, query: string): Promise<string[]> {
  const contact = query.includes('@')
    ? { email: query.toLowerCase() }
    : /^\+?[\d\s().-]{8,20}$/.test(query)
      ? { phone: query }
      : null;
  const orders = contact ? await ports.ordersOf(client, contact) : [];
  return [...new Set([query.replace(/^#/, ''), ...orders.map(({ orderNo }) => orderNo)])].slice(0, MOST);
}

/** The latest handoff of each conversation that one of the cases came from. */
async function handoffsFor(ports: FindPorts, cases: RefundCase[]): Promise<Handoff[]> {
  const places = new Map(
    cases.flatMap(({ conversations }) =>
      conversations.map((place) => [`${place.channel}/${place.conversation}`, place] as const),
    ),
  );
  const found = await Promise.all(
    [...places.values()].slice(0, MOST).map((place) => ports.handoffs.ofConversation(place, 1)),
  );
  return found.flat();
}

/** By case number, order number, e-mail or phone. An order without a case is found by who waits about it. */
export async function find(
  ports: FindPorts,
  client: string,
  given: string,
): Promise<{ cases: DeskCase[]; handoffs: QueueItem[] }> {
  const query = given.trim().slice(0, 200);
  if (!query) return { cases: [], handoffs: [] };
  const cases = await casesFor(ports, client, query);
  const about = await handoffsFor(ports, cases);
  const waiting = (await ports.handoffs.open(client, {}, 200)).filter(({ orderNo }) => orderNo === query);
  const handoffs = [...new Map([...about, ...waiting].map((one) => [one.id, one])).values()].slice(0, MOST);
  return {
    cases: await Promise.all(cases.map(ports.caseCard)),
    handoffs: await Promise.all(handoffs.map((one) => queueItem(ports, one))),
  };
}
