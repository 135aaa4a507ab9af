import type { DeliveryReport } from '../channel';
import type { Astray, Settled } from './ports';

export interface Settlement {
  astray: Astray[];
  /** Null: it is about a send that is over. */
  report: Settled | null;
}

/** More than this in one conversation is a provider that is down; the oldest are then left to what they came to. */
const MOST = 50;

const withOne = (astray: Astray[], one: Astray): Astray[] =>
  [...astray.filter(({ seq }) => seq !== one.seq), one].slice(-MOST);

const due = (at: Date, wait: number): Date => new Date(at.getTime() + wait);

/** What a report of a failure that may pass leads to: another try after a while, until the waits are used up. */
function tryAgain(astray: Astray[], own: Astray, { again = [], ...report }: DeliveryReport, at: Date): Settlement {
  const wait = again[own.past.length];
  if (wait === undefined || !report.providerId) {
    return { astray: astray.filter(({ seq }) => seq !== own.seq), report };
  }
  return {
    astray: withOne(astray, { ...own, held: false, past: [...own.past, report.providerId] }),
    report: { ...report, status: 'queued', due: due(at, wait) },
  };
}

/**
 * What a report means for a conversation that has these messages astray. `open`: the customer may be written to freely at
 * this moment, so nothing is held that was refused an instant too early.
 */
export function settle(astray: Astray[], report: DeliveryReport, at: Date, open: boolean): Settlement {
  const own = astray.find(({ seq }) => seq === report.seq) ?? { seq: report.seq, held: false, past: [] };
  if (report.providerId && own.past.includes(report.providerId)) return { astray, report: null };
  switch (report.status) {
    case 'held':
      if (open) return { astray, report: { ...report, status: 'queued', due: at } };
      return { astray: withOne(astray, { ...own, held: true }), report };
    case 'failed':
      return tryAgain(astray, own, report, at);
    case 'delivered':
    case 'read':
      return { astray: astray.filter(({ seq }) => seq !== own.seq), report };
    default:
      return { astray: astray.map((one) => (one.seq === own.seq ? { ...one, held: false } : one)), report };
  }
}

/** The customer has written: what was held for that leaves now, oldest first. */
export function release(astray: Astray[], at: Date): { astray: Astray[]; released: Pick<Settled, 'seq' | 'due'>[] } {
  const held = astray.filter((one) => one.held).sort((a, b) => a.seq - b.seq);
  return {
    astray: astray.filter((one) => !one.held || one.past.length > 0).map((one) => ({ ...one, held: false })),
    released: held.map(({ seq }) => ({ seq, due: at })),
  };
}
