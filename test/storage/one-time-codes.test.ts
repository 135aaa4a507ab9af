import type { Change } from '../../src/domain/change';
import type { IssuedCode, Link } from '../../src/domain/link';
import { createCommits } from '../../src/storage/commits';
import { connectStore, type Store } from '../../src/storage/connect';
import { createLinks } from '../../src/storage/links';
import { createOneTimeCodes } from '../../src/storage/one-time-codes';
import type { CommitOutcome, TurnCommit } from '../../src/turn/ports';
import { testStore, type TestStore } from '../helpers/store';

const AT = new Date('2026-11-18T10:00:00Z');
const UNTIL = new Date('2030-11-18T10:10:00Z');
const place = (conversation: string) => ({ client: 'default', channel: 'webchat', conversation });

describe('one-time codes and links', () => {
  let home: TestStore;
  let store: Store;
  beforeAll(async () => {
    home = await testStore();
    store = await connectStore(home.uri);
  });
  afterAll(async () => {
    await store.close();
    await home.drop();
  });

  let numbers = 0;
  const next = (): string => `c${String((numbers += 1))}`;

  /** The first turn of a new conversation that writes this. */
  function aTurn(changes: Change[]): TurnCommit {
    const one = place(next());
    const thread = `default/webchat/${one.conversation}`;
    return {
      expects: 0,
      leaseUntil: UNTIL,
      record: {
        thread,
        place: one,
        version: 0,
        handled: 1,
        outSeq: 0,
        logSeq: 0,
        deliveredTo: 0,
        contact: { id: 'dl_1', identified: false },
        locale: 'en',
        state: null,
        handoff: null,
        troubles: 0,
      },
      entries: [],
      outgoing: [],
      changes,
      reports: [],
    };
  }
  const commit = (...changes: Change[]): Promise<CommitOutcome> =>
    createCommits(store, () => false).commit([aTurn(changes)], 'me');

  const aCode = (): IssuedCode => ({
    client: 'default',
    sealed: `otp:${next()}`,
    purpose: 'link',
    thread: place('from'),
    issuedAt: AT,
    expiresAt: UNTIL,
  });
  const use = (code: IssuedCode): Change => ({ kind: 'code', step: 'use', code: { ...code, usedAt: AT } });

  it('a code is used once: of many turns at the same moment one commits, and the others are conflicts', async () => {
    const code = aCode();
    expect(await commit({ kind: 'code', step: 'issue', code })).toBe('committed');
    const outcomes = await Promise.all(Array.from({ length: 6 }, () => commit(use(code))));
    expect(outcomes.filter((one) => one === 'committed')).toHaveLength(1);
    expect(await createOneTimeCodes(store).find('default', code.sealed)).toMatchObject({ usedAt: AT });
    expect(await commit(use(code))).toBe('conflict');
  });

  it('a code of another client, or none, is nobody’s', async () => {
    const code = aCode();
    await commit({ kind: 'code', step: 'issue', code });
    expect(await createOneTimeCodes(store).find('other', code.sealed)).toBeNull();
    expect(await commit(use(aCode()))).toBe('conflict');
  });

  it('a link is found from either side until it is undone, which happens once', async () => {
    const [from, to] = [place(next()), place(next())];
    const link: Link = { id: next(), client: 'default', group: 'g', from, to, at: AT, code: 'otp:x' };
    expect(await commit({ kind: 'link', step: 'join', link })).toBe('committed');
    const links = createLinks(store);
    expect([await links.of(from), await links.of(to)]).toEqual([[link], [link]]);
    const undo: Change = { kind: 'link', step: 'undo', link: { ...link, undone: { at: AT, by: 'to', over: false } } };
    const outcomes = await Promise.all([commit(undo), commit(undo)]);
    expect([...outcomes].sort()).toEqual(['committed', 'conflict']);
    expect(await links.of(from)).toEqual([]);
    expect(await links.find('default', link.id)).toMatchObject({ undone: { by: 'to' } });
  });
});
