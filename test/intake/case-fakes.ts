import type { LogEntry } from '../../src/domain/log-entry';
import type { Order } from '../../src/domain/order';
import type { RefundCase } from '../../src/domain/refund-case';
import type { ReportPorts } from '../../src/intake/report-event';
import type { Announcement, Announcer } from '../../src/intake/ports';

/** A case board in memory that commits like the store does: only what was read and not changed since. */
export function caseDesk(first: RefundCase[], orders: Order[] = []) {
  const cases = new Map(first.map((one) => [one.caseNo, one]));
  const entries: LogEntry[] = [];
  const told: Announcement[] = [];
  const announce: Announcer['announce'] = (event, announcements) => {
    for (const change of event.changes) {
      if (change.kind !== 'case' || (cases.get(change.after.caseNo)?.version ?? null) !== change.expects) {
        return Promise.resolve(false);
      }
      const { caseNo, claims } = change.after;
      const held = [...cases.values()].filter((one) => one.caseNo !== caseNo).flatMap((one) => one.claims);
      if (claims.some((key) => held.includes(key))) return Promise.resolve(false);
      cases.set(change.after.caseNo, change.after);
    }
    entries.push(...event.entries);
    told.push(...announcements);
    return Promise.resolve(true);
  };
  const ports: ReportPorts = {
    cases: {
      find: (_client, caseNo) => Promise.resolve(cases.get(caseNo) ?? null),
      byOrder: (_client, orderNo) => Promise.resolve([...cases.values()].filter((one) => one.orderNo === orderNo)),
      byContact: () => Promise.resolve([]),
    },
    orders: { find: (_client, orderNo) => Promise.resolve(orders.find((one) => one.orderNo === orderNo) ?? null) },
    line: { announce },
  };
  return { ports, cases, entries, told };
}
