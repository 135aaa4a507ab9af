import type { DeskPerson } from '../../../../src/channel-desk';
import type {
  Amount,
  DeskCard,
  DeskCase,
  QueueItem,
  ReplyPreview,
  TranscriptItem,
} from '../../../../src/channel-desk-shown';

export const AT = new Date('2026-11-21T10:00:00Z');
export const minutes = (count: number): Date => new Date(AT.getTime() + count * 60_000);

export const usd = (minor: string): Amount => ({
  minor,
  currency: 'USD',
  text: `${minor.slice(0, -2) || '0'}.${minor.slice(-2)} USD`,
});

export const aCase = (over: Partial<DeskCase> = {}): DeskCase => ({
  caseNo: 'RF-K7M4-92QN',
  orderNo: '1042',
  status: 'under_review',
  fingerprint: 'fp-1',
  kind: 'return',
  reason: {
    l1: 'not_as_described',
    l2: 'damaged_in_transit',
    words: 'Arrived damaged',
    verbatim: 'Both mugs are cracked',
  },
  lines: [
    { sku: 'MUG-B', name: 'Blue mug', quantity: 2, amount: usd('2460') },
    { sku: 'TRAY', name: 'Tray', quantity: 1, amount: usd('1500') },
  ],
  requested: usd('3960'),
  approved: null,
  destination: 'Visa ending 4242',
  resolution: 'refund',
  verdict: { outcome: 'manual', rules: [{ id: 'window_30d', version: 3, result: 'pass' }], codes: [] },
  evidence: ['photo-1'],
  earlier: { count: 1, total: usd('900') },
  approvals: { needed: 1, by: [] },
  expectedAt: minutes(60),
  createdAt: AT,
  ...over,
});

export const aCard = (over: Partial<DeskCard> = {}): DeskCard => ({
  handoffId: 'h-1',
  client: 'default',
  channel: 'sms',
  logSeq: 4,
  version: 1,
  status: 'waiting',
  reason: 'asked',
  team: 'general',
  locale: 'en',
  askedAt: AT,
  promisedBy: minutes(30),
  owner: null,
  parkedUntil: null,
  rung: 0,
  resolution: null,
  closedBy: null,
  customer: { name: 'Ana R.', contact: 'a…z@example.com', grade: 'full' },
  case: aCase(),
  order: null,
  stuckAt: null,
  delivery: { optedOut: false, windowUntil: null, failed: null },
  suggestions: [],
  ...over,
});

export const anItem = (seq: number, over: Partial<TranscriptItem> = {}): TranscriptItem => ({
  seq,
  at: AT,
  who: 'customer',
  name: 'Ana R.',
  text: `Message ${String(seq)}`,
  attachments: [],
  kind: 'message',
  event: null,
  ...over,
});

export const aPerson = (id: string, over: Partial<DeskPerson> = {}): DeskPerson => ({
  id,
  client: 'default',
  name: `Agent ${id}`,
  roles: ['agent'],
  awaySince: null,
  ...over,
});

export const aQueueItem = (over: Partial<QueueItem> = {}): QueueItem => ({
  handoffId: 'h-1',
  status: 'waiting',
  team: 'general',
  locale: 'en',
  channel: 'sms',
  title: 'Ana R. · order 1042 · 39.60 USD',
  askedAt: AT,
  promisedBy: minutes(30),
  late: false,
  owner: null,
  parkedUntil: null,
  caseNo: 'RF-K7M4-92QN',
  ...over,
});

export const aPreview = (over: Partial<ReplyPreview> = {}): ReplyPreview => ({
  ok: true,
  problem: null,
  texts: ['Hello Ana'],
  channel: 'sms',
  segments: 1,
  encoding: 'GSM-7',
  windowUntil: null,
  languageDiffers: null,
  fingerprint: 'preview-1',
  ...over,
});
