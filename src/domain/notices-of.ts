import type { Change } from './change';
import type { Notice } from './notice';
import type { RefundCase } from './refund-case';

/** Changes of one case within this become one notice, in milliseconds: a slip is mended, a decision changed. House rule. */
const GATHER_MS = 10_000;

const casesIn = (changes: Change[], which: (expects: number | null) => boolean): RefundCase[] =>
  changes.flatMap((change) => (change.kind === 'case' && which(change.expects) ? [change.after] : []));

/** What is to be told of changes made outside the conversations. */
export const newsOf = (changes: Change[], at: Date): Notice[] =>
  casesIn(changes, (expects) => expects !== null).map(({ client, caseNo, version }) => ({
    id: `${client}/${caseNo}`,
    client,
    caseNo,
    kind: 'changed',
    version,
    at,
    dueAt: new Date(at.getTime() + GATHER_MS),
    missed: [],
  }));

/** What is to be kept by the customer of requests that were filed. */
export const receiptsOf = (changes: Change[], at: Date): Notice[] =>
  casesIn(changes, (expects) => expects === null).map(({ client, caseNo, version }) => ({
    id: `${client}/${caseNo}/receipt`,
    client,
    caseNo,
    kind: 'receipt',
    version,
    at,
    dueAt: at,
    missed: [],
  }));
