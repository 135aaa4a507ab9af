import { defaultSettings } from '../../src/domain/client-settings';
import type { RefundCase } from '../../src/domain/refund-case';
import { caseFingerprint } from '../../src/intake/case-fingerprint';
import { decide, type Decided } from '../../src/intake/decide';
import type { Decision } from '../../src/intake/decision';
import { createCases } from '../../src/storage/cases';
import { createCommits } from '../../src/storage/commits';
import { connectStore, type Store } from '../../src/storage/connect';
import { silentLogger } from '../../src/logger';
import { aCase } from '../helpers/a-case';
import { anOrder } from '../helpers/orders';
import { testStore, type TestStore } from '../helpers/store';
import { aPerson, peopleDesk } from './people-fakes';

const AT = new Date('2026-11-19T09:30:00Z');
const approve: Decision = { kind: 'approve' };
const lower: Decision = { kind: 'change', amount: 1000n, reason: 'one is whole' };
const came = (one: Decided): string => ('why' in one ? one.why : one.outcome);

describe('decisions at the same moment, over one store', () => {
  let place: TestStore;
  let store: Store;
  let round = 0;
  beforeAll(async () => {
    place = await testStore();
    store = await connectStore(place.uri, { logger: silentLogger });
  });
  afterAll(async () => {
    await store.close();
    await place.drop();
  });

  /** A case of its own, and everybody who may decide it. */
  async function onTheDesk(limit: string) {
    const caseNo = `RF-ONCE-${String((round += 1)).padStart(4, '0')}`;
    const commits = createCommits(store, () => false);
    const cases = createCases(store);
    const orderNo = caseNo;
    const claims = [1, 2].map((unit) => `default/${orderNo}/MUG-BLUE/${unit}`);
    const before: RefundCase = aCase({ caseNo, orderNo, claims, logSeq: 0 });
    await commits.commitEvent({
      changes: [{ kind: 'case', expects: null, after: before }],
      entries: [],
      announcements: [],
    });
    const ports = {
      cases,
      orders: { find: () => Promise.resolve(anOrder({ orderNo })) },
      line: {
        announce: async (event: Parameters<typeof commits.commitEvent>[0]) =>
          (await commits.commitEvent({ ...event, announcements: [] })) === 'committed',
      },
      people: peopleDesk(['ada', 'bo', 'cy'].map((id) => aPerson(id, ['approver']))).ports.people,
      settings: {
        of: () => Promise.resolve({ ...defaultSettings(), secondPersonAbove: [{ minor: limit, currency: 'USD' }] }),
      },
    };
    const shown = caseFingerprint((await cases.find('default', caseNo)) as RefundCase);
    return {
      says: (staffId: string, id: string, decision: Decision, bound = true) =>
        decide(ports as never, {
          id,
          client: 'default',
          caseNo,
          staffId,
          decision,
          at: AT,
          ...(bound ? { fingerprint: shown } : {}),
        }),
      now: async () => (await cases.find('default', caseNo)) as RefundCase,
      requested: before.requested.minor,
    };
  }

  test('two who approve above the limit are one first and one second, or the second reads it anew', async () => {
    for (let i = 0; i < 8; i++) {
      const { says, now } = await onTheDesk('1');
      const outcomes = (await Promise.all([says('ada', 'a', approve), says('bo', 'b', approve)])).map(came).sort();
      // Bound to what was shown, the later one is refused: somebody stands behind it by now.
      expect(outcomes).toEqual(['second_person', 'stale']);
      expect([(await now()).status, (await now()).approvals?.length]).toEqual(['under_review', 1]);
    }
  });

  test('three who approve without having seen it are never more than two, and one person is never both', async () => {
    for (let i = 0; i < 8; i++) {
      const { says, now } = await onTheDesk('1');
      const all = [
        says('ada', 'a', approve, false),
        says('ada', 'a2', approve, false),
        says('bo', 'b', approve, false),
      ];
      const outcomes = (await Promise.all(all)).map(came).sort();
      expect(outcomes.filter((one) => one === 'second_person')).toHaveLength(1);
      expect(outcomes.filter((one) => one === 'done')).toHaveLength(1);
      const { approvals = [], status } = await now();
      expect([status, approvals.map(({ staffId }) => staffId).sort()]).toEqual(['approved', ['ada', 'bo']]);
    }
  });

  test('a click that comes twice counts once', async () => {
    const { says, now } = await onTheDesk('1');
    const outcomes = (await Promise.all([says('ada', 'a', approve), says('ada', 'a', approve)])).map(came);
    expect(outcomes).toEqual(['second_person', 'second_person']);
    expect((await now()).approvals).toHaveLength(1);
  });

  test('an amount that changes under an approval is never approved unseen', async () => {
    for (let i = 0; i < 8; i++) {
      const { says, now, requested } = await onTheDesk('10000000');
      const [approved, changed] = await Promise.all([says('ada', 'a', approve), says('bo', 'b', lower)]);
      const after = await now();
      if (came(approved) === 'done')
        expect([after.status, after.approved?.minor, came(changed)]).toEqual(['approved', requested, 'stale']);
      else
        expect([came(approved), came(changed), after.status, after.proposed?.amount.minor]).toEqual([
          'stale',
          'done',
          'under_review',
          1000n,
        ]);
    }
  });
});
