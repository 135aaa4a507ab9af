import { caseStream } from '../domain/case-stream';
import type { Order } from '../domain/order';
import type { CaseBoard, CaseFilter, ConversationSummary, PageRequest } from '../intake/ports';
import { fromCaseDoc } from './cases';
import type { Doc, Store } from './connect';
import { fromConversationDoc } from './conversations';
import { pageOf, readCursor } from './cursor';
import { whileStoreIsThere } from './failures';
import { createLogReader } from './log';
import { readMerged } from './merged-log';

/** Creation time in milliseconds and `_id`: the sort order of cases, newest first. */
type CasePosition = [number, string];

/** The latest moment a date can hold. */
const LAST_MOMENT = 8.64e15;

const isCasePosition = (position: unknown): position is CasePosition =>
  Array.isArray(position) &&
  position.length === 2 &&
  Number.isSafeInteger(position[0]) &&
  Math.abs(position[0] as number) <= LAST_MOMENT &&
  typeof position[1] === 'string';
const isId = (position: unknown): position is string => typeof position === 'string';

function summary(doc: Doc): ConversationSummary {
  const { place, contact, locale, handled, lastInAt } = fromConversationDoc(doc);
  return { ...place, contact, locale, handled, ...(lastInAt ? { lastInAt } : {}) };
}

/** Everything whose `_id` begins with a prefix, after the cursor. */
function idsAfter(prefix: string, cursor: string | undefined): { $gt: string; $lt: string } {
  const after = readCursor(cursor, isId);
  // The prefixes end with a slash, and what sorts next to a slash is a zero.
  return { $gt: after !== null && after > prefix ? after : prefix, $lt: `${prefix.slice(0, -1)}0` };
}

/** The staff's reads. Whatever is asked for is looked for within the client alone. */
export function createCaseBoard(store: Store): CaseBoard {
  const cases = store.collection('cases');
  const conversations = store.collection('conversations');
  const orders = store.collection('orders');
  const log = createLogReader(store);

  /** A conversation's id is its channel's: two channels may use the same one. */
  async function threadsNamed(client: string, conversation: string): Promise<string[]> {
    const docs = await conversations
      .find({ conversation, client }, { projection: { _id: 1 } })
      .sort({ _id: 1 })
      .limit(20)
      .toArray();
    return docs.map(({ _id }) => _id);
  }

  async function caseQuery(
    client: string,
    { conversation, order, status }: CaseFilter,
  ): Promise<Record<string, unknown>> {
    return {
      client,
      ...(conversation === undefined ? {} : { threads: { $in: await threadsNamed(client, conversation) } }),
      ...(order === undefined ? {} : { orderNo: order }),
      ...(status === undefined ? {} : { status }),
    };
  }

  function older(cursor: string | undefined): Record<string, unknown> {
    const from = readCursor(cursor, isCasePosition);
    if (!from) return {};
    const createdAt = new Date(from[0]);
    return { $or: [{ createdAt: { $lt: createdAt } }, { createdAt, _id: { $lt: from[1] } }] };
  }

  const byId = (collection: typeof orders, filter: Record<string, unknown>, { limit }: PageRequest): Promise<Doc[]> =>
    collection
      .find(filter)
      .sort({ _id: 1 })
      .limit(limit + 1)
      .toArray();

  return {
    cases: (client, filter, { limit, cursor }) =>
      whileStoreIsThere(async () => {
        const query = { ...(await caseQuery(client, filter)), ...older(cursor) };
        const found = await cases
          .find(query)
          .sort({ createdAt: -1, _id: -1 })
          .limit(limit + 1)
          .toArray();
        const { items, next } = pageOf(found, limit, (last) => [(last.createdAt as Date).getTime(), last._id]);
        return { items: items.map(fromCaseDoc), next };
      }),
    caseLog: (client, caseNo, page) =>
      whileStoreIsThere(async () => {
        const doc = await cases.findOne({ _id: `${client}/${caseNo}` }, { projection: { threads: 1 } });
        return doc ? readMerged(log, [caseStream(client, caseNo), ...(doc.threads as string[])], page) : null;
      }),
    conversations: (client, { channel }, page) =>
      whileStoreIsThere(async () => {
        const prefix = channel === undefined ? `${client}/` : `${client}/${channel}/`;
        const found = await byId(conversations, { _id: idsAfter(prefix, page.cursor) }, page);
        const { items, next } = pageOf(found, page.limit, ({ _id }) => _id);
        return { items: items.map(summary), next };
      }),
    conversationLog: (client, id, page) =>
      whileStoreIsThere(async () => {
        const threads = await threadsNamed(client, id);
        return threads.length ? readMerged(log, threads, page) : null;
      }),
    orders: (client, { sample }, page) =>
      whileStoreIsThere(async () => {
        const filter = {
          _id: idsAfter(`${client}/`, page.cursor),
          ...(sample === undefined ? {} : { sample: sample || { $exists: false } }),
        };
        const { items, next } = pageOf(await byId(orders, filter, page), page.limit, ({ _id }) => _id);
        return { items: items.map((doc) => doc.order as Order), next };
      }),
  };
}
