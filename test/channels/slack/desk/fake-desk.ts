import { createHash } from 'node:crypto';
import type {
  Desk,
  DeskAnswer,
  DeskOrderInput,
  DeskPerson,
  DecisionAnswer,
  DecisionInput,
  OnBehalfInput,
  SurfaceAccount,
  SurfaceThread,
} from '../../../../src/channel-desk';
import type { DeskCard, DeskCase, QueueItem, TranscriptItem } from '../../../../src/channel-desk-shown';
import { aCard, aCase, anItem, aPreview, aQueueItem, minutes, usd } from './fixtures';

export type Person = DeskPerson & { accounts: SurfaceAccount[] };

/** Names under which the desk logs what people do. */
const NAMES: Record<string, string> = {
  release: 'released',
  park: 'parked',
  resolve: 'resolved',
  handback: 'handed_back',
  transfer: 'transferred',
};

interface Kept {
  card: DeskCard;
  log: TranscriptItem[];
}

/** A desk in memory, seen by as many processes as a test wants. It promises what channel-desk.ts says, and keeps what it was asked to do. */
export class FakeDesk {
  now = new Date();
  readonly handoffs = new Map<string, Kept>();
  readonly cases = new Map<string, DeskCase>();
  readonly staff: Person[] = [];
  readonly threads = new Map<string, SurfaceThread & { lease?: { owner: string; until: number } }>();
  readonly acts: DeskOrderInput[] = [];
  readonly decisions: DecisionInput[] = [];
  readonly requests: OnBehalfInput[] = [];
  readonly opened: string[] = [];
  readonly gone: SurfaceAccount[] = [];
  readonly replies: { handoffId: string; text: string; attachments: number }[] = [];
  readonly files = new Map<string, { name: string; contentType: string; bytes: Uint8Array }>();
  answerDecision: ((given: DecisionInput, found: DeskCase) => DecisionAnswer) | null = null;
  /** What the preview's fingerprint also stands for: growing it makes shown previews stale. */
  epoch = 0;
  /** So many of the next orders are only safe and not done yet. */
  late = 0;
  private readonly answered = new Map<string, DeskAnswer>();
  private readonly decided = new Map<string, DecisionAnswer>();
  private readonly listeners: (() => void)[] = [];

  person(id: string, user: string, over: Partial<Person> = {}): Person {
    const person: Person = {
      id,
      client: 'default',
      name: `Agent ${id}`,
      roles: ['agent'],
      awaySince: null,
      accounts: [{ team: 'T0000000001', user }],
      ...over,
    };
    this.staff.push(person);
    return person;
  }

  handoff(id: string, over: Partial<DeskCard> = {}, said: Partial<TranscriptItem>[] = []): Kept {
    const log = said.map((one, i) => anItem(i + 1, { at: this.now, ...one }));
    const card = aCard({ handoffId: id, case: null, askedAt: this.now, logSeq: log.length, ...over });
    const kept = { card, log };
    if (card.case) this.cases.set(card.case.caseNo, card.case);
    this.handoffs.set(id, kept);
    this.heard();
    return kept;
  }

  /** Something happened in the conversation. */
  log(id: string, over: Partial<TranscriptItem> = {}): TranscriptItem {
    const kept = this.kept(id);
    const item = anItem(kept.card.logSeq + 1, { at: this.now, ...over });
    kept.log.push(item);
    kept.card = { ...kept.card, logSeq: item.seq };
    this.heard();
    return item;
  }

  set(id: string, over: Partial<DeskCard>): void {
    const kept = this.kept(id);
    kept.card = { ...kept.card, ...over, version: kept.card.version + 1 };
    this.heard();
  }

  kept(id: string): Kept {
    const kept = this.handoffs.get(id);
    if (!kept) throw new Error(`no handoff ${id}`);
    return kept;
  }

  heard(): void {
    for (const one of this.listeners) one();
  }

  private name(staffId: string): string {
    return this.staff.find(({ id }) => id === staffId)?.name ?? staffId;
  }

  private take(id: string, staffId: string, event: string): void {
    const owner = { staffId, name: this.name(staffId), since: this.now };
    this.set(id, { status: 'claimed', owner });
    this.log(id, { kind: 'handoff', who: 'staff', name: owner.name, text: '', event: { action: event } });
  }

  private carryOut({ handoffId, staffId, action }: DeskOrderInput): DeskAnswer {
    const kept = this.handoffs.get(handoffId);
    if (!kept) return { outcome: 'refused', why: 'missing' };
    const { card } = kept;
    if (card.status === 'closed') return { outcome: 'refused', why: 'closed' };
    const mine = card.owner?.staffId === staffId;
    if (action.kind === 'claim') {
      if (card.owner && !mine)
        return { outcome: 'refused', why: 'taken', owner: card.owner, since: card.owner.since.toISOString() };
      if (!mine) this.take(handoffId, staffId, 'claimed');
      return { outcome: 'done' };
    }
    if (action.kind === 'note') {
      const { text, ref, change } = action;
      this.log(handoffId, { kind: 'note', who: 'staff', name: this.name(staffId), text, event: { ref, change } });
      return { outcome: 'done' };
    }
    if (!mine) return { outcome: 'refused', why: 'not_yours', owner: card.owner };
    return this.owned(handoffId, staffId, action);
  }

  private owned(id: string, staffId: string, action: DeskOrderInput['action']): DeskAnswer {
    const by = { staffId, name: this.name(staffId) };
    if (action.kind === 'reply') {
      if (action.fingerprint !== this.fingerprint(id, action.text)) return { outcome: 'refused', why: 'stale' };
      this.replies.push({ handoffId: id, text: action.text, attachments: action.attachments.length });
      this.log(id, { who: 'staff', name: by.name, text: action.text });
      this.set(id, {});
      return { outcome: 'done' };
    }
    if (action.kind === 'release') this.set(id, { status: 'waiting', owner: null });
    if (action.kind === 'park') this.set(id, { status: 'parked', parkedUntil: new Date(action.until) });
    if (action.kind === 'resolve' || action.kind === 'handback')
      this.set(id, { status: 'closed', owner: null, closedBy: by, resolution: 'answered' });
    if (action.kind === 'transfer' && 'team' in action.to)
      this.set(id, { status: 'waiting', owner: null, team: action.to.team });
    if (action.kind === 'transfer' && 'staffId' in action.to) this.take(id, action.to.staffId, 'transferred');
    this.log(id, { kind: 'handoff', who: 'staff', name: by.name, text: '', event: { action: NAMES[action.kind] } });
    return { outcome: 'done' };
  }

  fingerprint(id: string, text: string): string {
    return createHash('sha256')
      .update(`${id}|${text}|${String(this.epoch)}`)
      .digest('hex');
  }

  private queueItem = ({ card }: Kept): QueueItem =>
    aQueueItem({
      handoffId: card.handoffId,
      status: card.status,
      owner: card.owner,
      title: `${card.customer.name} · ${card.handoffId}`,
      promisedBy: card.promisedBy,
    });

  /** The desk as one process sees it. */
  process(owner: string): Desk {
    const cardOf = (id: string): DeskCard | null => {
      const kept = this.handoffs.get(id);
      if (!kept) return null;
      const given = kept.card.case && (this.cases.get(kept.card.case.caseNo) ?? kept.card.case);
      return { ...kept.card, case: given };
    };
    return {
      personOf: async ({ team, user }) => {
        const found = this.staff.find(({ accounts }) => accounts.some((one) => one.team === team && one.user === user));
        return found ?? null;
      },
      people: async (client) => this.staff.filter((one) => one.client === client),
      teams: () => ['general', 'returns'],
      setAway: async (client, id, away) => {
        const found = this.staff.find((one) => one.client === client && one.id === id);
        if (found) found.awaySince = away ? this.now : null;
        return found ?? null;
      },
      left: async (account) => void this.gone.push(account),
      act: async (order) => {
        const before = this.answered.get(order.id);
        if (before) return before;
        this.acts.push(order);
        if (this.late > 0) {
          this.late -= 1;
          return { outcome: 'pending' };
        }
        const answer = this.carryOut(order);
        this.answered.set(order.id, answer);
        return answer;
      },
      decide: async (given) => {
        const before = this.decided.get(given.id);
        if (before) return before;
        this.decisions.push(given);
        const found = this.cases.get(given.caseNo);
        if (!found) return { outcome: 'refused', why: 'missing' };
        if (found.fingerprint !== given.fingerprint) return { outcome: 'stale', case: found };
        if (this.answerDecision) return this.answerDecision(given, found);
        const after = { ...found, status: 'approved', fingerprint: `${found.fingerprint}+` };
        this.cases.set(given.caseNo, after);
        for (const [id, { card }] of this.handoffs)
          if (card.case?.caseNo === given.caseNo) this.set(id, { case: after });
        const answer: DecisionAnswer = { outcome: 'done', case: after };
        this.decided.set(given.id, answer);
        return answer;
      },
      fileOnBehalf: async (request) => {
        this.requests.push(request);
        return { outcome: 'review', case: aCase({ caseNo: 'RF-FILED' }) };
      },
      card: async (id) => cardOf(id),
      caseOf: async (_client, caseNo) => this.cases.get(caseNo) ?? null,
      order: async (_client, orderNo) =>
        orderNo === '1042'
          ? {
              orderNo,
              lines: [
                { sku: 'MUG-B', name: 'Blue mug', quantity: 2, free: 2, amount: usd('2460') },
                { sku: 'TRAY', name: 'Tray', quantity: 1, free: 0, amount: usd('1500') },
              ],
            }
          : null,
      transcript: async (id, after, limit) =>
        (this.handoffs.get(id)?.log ?? []).filter(({ seq }) => seq > after).slice(0, limit),
      queue: async (client, { staffId }) =>
        [...this.handoffs.values()]
          .filter(({ card }) => card.client === client && (!staffId || card.owner?.staffId === staffId))
          .map(this.queueItem),
      approvals: async () => [...this.cases.values()].filter(({ status }) => status === 'under_review'),
      find: async (_client, query) => ({
        cases: [...this.cases.values()].filter(({ caseNo, orderNo }) => caseNo === query || orderNo === query),
        handoffs: [...this.handoffs.values()].filter(({ card }) => card.case?.orderNo === query).map(this.queueItem),
      }),
      preview: async (id, text, attachments) =>
        this.handoffs.has(id)
          ? aPreview({
              texts: [text],
              fingerprint: this.fingerprint(id, text),
              ok: Boolean(text || attachments.length),
            })
          : null,
      savedReplies: async () => [
        { id: 'thanks', title: 'Thanks', text: 'Thank you, your 39.60 USD are on their way.' },
      ],
      denialCodes: () => [{ code: 'final_sale', words: 'Final sale' }],
      reasons: () => [{ l1: 'not_as_described', l2: 'damaged_in_transit', words: 'Arrived damaged' }],
      resolutions: () => [{ code: 'answered', words: 'Answered' }],
      full: async (_request, staffId) => {
        this.opened.push(staffId);
        return {
          name: 'Ana Ruiz',
          email: 'ana.ruiz@example.com',
          phone: '+15005550006',
          postcode: '10001',
          orderNo: '1042',
          verbatim: 'Both mugs are cracked',
        };
      },
      attachment: async (_client, id) => this.files.get(id) ?? null,
      keepAttachment: async (_id, name, bytes) => {
        const id = `kept-${String(this.files.size)}`;
        this.files.set(id, { name, contentType: 'image/jpeg', bytes });
        return { id, name, contentType: 'image/jpeg', bytes: bytes.length };
      },
      surfaces: this.surfaces(owner),
      onChange: (heard) => void this.listeners.push(heard),
      clock: () => this.now,
    };
  }

  private surfaces(owner: string): Desk['surfaces'] {
    const real = (): number => Date.now();
    const copy = (thread: SurfaceThread): SurfaceThread => {
      const { handoffId, client, place, shownTo, cardVersion, memory } = structuredClone(thread);
      return { handoffId, client, place, shownTo, cardVersion, memory };
    };
    return {
      behind: async (limit, leaseMs) => {
        const taken: SurfaceThread[] = [];
        for (const [id, { card }] of this.handoffs) {
          const known = this.threads.get(id);
          const thread = known ?? {
            handoffId: id,
            client: card.client,
            place: null,
            shownTo: 0,
            cardVersion: 0,
            memory: {},
          };
          const shown = known && thread.shownTo >= card.logSeq && thread.cardVersion >= card.version;
          if (shown || (thread.lease && thread.lease.until > real())) continue;
          this.threads.set(id, { ...thread, lease: { owner, until: real() + leaseMs } });
          taken.push(copy(thread));
          if (taken.length === limit) break;
        }
        return taken;
      },
      shown: async (thread) => {
        const known = this.threads.get(thread.handoffId);
        if (known?.lease?.owner !== owner) return false;
        this.threads.set(thread.handoffId, { ...known, ...copy(thread), place: thread.place ?? known.place });
        return true;
      },
      postpone: async (handoffId, ms) => {
        const known = this.threads.get(handoffId);
        if (known?.lease?.owner === owner) known.lease.until = real() + ms;
      },
      byPlace: async ({ team, channel, ts }) => {
        const found = [...this.threads.values()].find(
          ({ place }) => place?.team === team && place.channel === channel && place.ts === ts,
        );
        return found ? copy(found) : null;
      },
      byHandoff: async (id) => {
        const found = this.threads.get(id);
        return found ? copy(found) : null;
      },
    };
  }
}

export { minutes };
