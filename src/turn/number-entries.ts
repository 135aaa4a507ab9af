import { caseStream } from '../domain/case-stream';
import { AppError } from '../errors';
import type { Change } from '../domain/change';
import type { EntryDraft, LogEntry } from '../domain/log-entry';

interface Numbering {
  client: string;
  /** The conversation's stream and how many entries it holds. */
  stream: string;
  logSeq: number;
  at: Date;
}

/**
 * Numbers and dates drafts: the conversation's from its own count, a case's from the count its record carries. A case's
 * stream can be written only together with a change of that case, which is what keeps its numbers without gaps.
 */
export function numberEntries(
  drafts: EntryDraft[],
  changes: Change[],
  { client, stream, logSeq, at }: Numbering,
): { entries: LogEntry[]; changes: Change[]; logSeq: number } {
  const counts = new Map<string, number>();
  for (const change of changes) if (change.kind === 'case') counts.set(change.after.caseNo, change.after.logSeq);
  let own = logSeq;

  const entries = drafts.map(({ stream: to, ...draft }): LogEntry => {
    if (to === 'conversation') return { client, stream, seq: ++own, at, ...draft };
    const count = counts.get(to.caseNo);
    if (count === undefined) throw new AppError('Internal', 'a log entry of a case needs a change of that case');
    counts.set(to.caseNo, count + 1);
    return { client, stream: caseStream(client, to.caseNo), seq: count + 1, at, ...draft };
  });
  const counted = changes.map((change): Change =>
    change.kind === 'case'
      ? { ...change, after: { ...change.after, logSeq: counts.get(change.after.caseNo) ?? 0 } }
      : change,
  );
  return { entries, changes: counted, logSeq: own };
}
