import { threadKey, type Thread } from '../channel';
import type { RefundCase } from '../domain/refund-case';
import type { Cases } from '../intake/ports';
import type { Doc, Store } from './connect';
import { whileStoreIsThere } from './failures';

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
  return {
    find: (client, caseNo) =>
      whileStoreIsThere(async () => {
        const doc = await cases.findOne({ _id: `${client}/${caseNo}` });
        return doc ? fromCaseDoc(doc) : null;
      }),
    byOrder: (client, orderNo) =>
      whileStoreIsThere(async () =>
        (await cases.find({ client, orderNo }).sort({ createdAt: -1 }).toArray()).map(fromCaseDoc),
      ),
    byContact: (client, contact) => whileStoreIsThere(() => list({ client, contact })),
    ofThread: (thread) => whileStoreIsThere(() => list({ threads: threadKey(thread) })),
  };
}
