import type { Place } from '../helpers/fresh-place';
import type { LoadResult } from './load';

/** What the service stored, and what the load generator saw of it from outside. */
export interface DocumentCount {
  what: string;
  stored: number;
  expected: number;
}

/** Adds up a field over a collection. */
async function sum(collection: { aggregate(stages: object[]): { toArray(): Promise<object[]> } }, field: string) {
  const [total] = await collection.aggregate([{ $group: { _id: null, total: { $sum: field } } }]).toArray();
  return Number((total as { total?: number | bigint } | undefined)?.total ?? 0);
}

/** Compares what lies in the store with what was acknowledged and heard. The service must be stopped when it is embedded. */
export function countDocuments(place: Place, results: LoadResult[], preloaded: number): Promise<DocumentCount[]> {
  const seen = (field: keyof LoadResult['seen']): number => results.reduce((total, one) => total + one.seen[field], 0);
  return place.open(async (store) => {
    const of = (name: 'inbox' | 'outbox' | 'conversations' | 'cases' | 'log') => store.collection(name);
    const entries = async (type: string): Promise<number> =>
      preloaded ? NaN : Number(await of('log').countDocuments({ type }));
    const numbered = (await sum(of('conversations'), '$logSeq')) + (await sum(of('cases'), '$case.logSeq'));
    const rows: DocumentCount[] = [
      { what: 'inbox', stored: await of('inbox').countDocuments({}), expected: seen('acknowledged') },
      { what: 'conversations', stored: await of('conversations').countDocuments({}), expected: seen('conversations') },
      { what: 'outbox', stored: await of('outbox').countDocuments({}), expected: seen('heard') },
      { what: 'cases', stored: await of('cases').countDocuments({}), expected: seen('filed') },
      { what: 'log', stored: (await of('log').countDocuments({})) - preloaded, expected: numbered },
      { what: 'log: message-in', stored: await entries('message-in'), expected: seen('acknowledged') },
      { what: 'log: message-out', stored: await entries('message-out'), expected: seen('heard') },
    ];
    return rows.filter(({ stored }) => !Number.isNaN(stored));
  });
}
