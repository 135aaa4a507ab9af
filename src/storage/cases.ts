import { threadKey, type Thread } from '../channel';
import type { RefundCase } from '../domain/refund-case';
import type { Cases } from '../intake/ports';
import type { Doc, Store } from './connect';
import { whileStoreIsThere } from './failures';
import { createReadTogether } from './read-together';

/** A stored case as the domain knows it: the queryable copies of its fields are left behind. */
export const fromCaseDoc = (doc: Doc): RefundCase => {
  const stored = doc.case as RefundCase;
  return { ...stored, claims: (doc.claims as string[] | undefined) ?? [] };
};

const RECENT = 20;

/** Reads of cases. */
export function createCases(store: Store): Cases & { ofThread(thread: Thread): Promise<RefundCase[]> } {
  const cases = store.collection('cases');
  const list = async (filter: Record<string, unknown>): Promise<RefundCase[]> =>
    (await cases.find(filter).sort({ createdAt: -1 }).limit(RECENT).toArray()).map(fromCaseDoc);
  const ofOrders = async (client: string, orderNos: string[]): Promise<RefundCase[]> =>
    (
      await cases
        .find({ client, orderNo: { $in: orderNos } })
        .sort({ createdAt: -1 })
        .toArray()
    ).map(fromCaseDoc);
  // Every conversation about an order looks at what became of it before.
  const ofOrder = createReadTogether(async (keys) => {
    const asked = new Map<string, string[]>();
    for (const key of keys) {
      const slash = key.indexOf('/');
      const client = key.slice(0, slash);
      asked.set(client, [...(asked.get(client) ?? []), key.slice(slash + 1)]);
    }
    const read = await Promise.all([...asked].map(([client, orderNos]) => ofOrders(client, orderNos)));
    const found = new Map<string, RefundCase[]>();
    for (const one of read.flat()) {
      const key = `${one.client}/${one.orderNo}`;
      found.set(key, [...(found.get(key) ?? []), one]);
    }
    return found;
  });
  return {
    find: (client, caseNo) =>
      whileStoreIsThere(async () => {
        const doc = await cases.findOne({ _id: `${client}/${caseNo}` });
        return doc ? fromCaseDoc(doc) : null;
      }),
    byOrder: (client, orderNo) => whileStoreIsThere(async () => (await ofOrder(`${client}/${orderNo}`)) ?? []),
    byContact: (client, contact) => whileStoreIsThere(() => list({ client, contact })),
    ofThread: (thread) => whileStoreIsThere(() => list({ threads: threadKey(thread) })),
  };
}
