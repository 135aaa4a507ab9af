import * as fc from 'fast-check';
import type {
  Amount,
  DeskCard,
  DeskCase,
  QueueItem,
  ReplyPreview,
  TranscriptItem,
} from '../../../../src/channel-desk-shown';
import { aCard, aCase, anItem, aPreview, aQueueItem, minutes } from './fixtures';

/** Words as nobody wants them: Slack's markup, emoji, right-to-left, halves of characters, long, empty. */
const nasty = fc.constantFrom(
  '',
  ' ',
  '<!channel> <!here> <@U012AB3CD> <#C012AB3CD>',
  '<https://example.com|your bank>',
  ':rotating_light: `code` *bold* ~gone~ _slanted_',
  '> quoted\n>>> all of it',
  '👩‍👩‍👧‍👦👍🏽🇪🇸',
  'مرحبا كيف حالك ‮abc',
  '\ud83d broken \u0000\u0007',
  '&amp; &lt; " \\ \n\r\n\t',
);

export const words = (max: number): fc.Arbitrary<string> =>
  fc.oneof(
    nasty,
    fc.string({ unit: 'binary', maxLength: Math.min(max, 80) }),
    fc.tuple(nasty, fc.nat(max)).map(([unit, length]) => (unit || 'x').repeat(length).slice(0, max)),
  );

const amount: fc.Arbitrary<Amount> = words(60).map((text) => ({ minor: '1230', currency: 'USD', text }));
const line = fc.record({ sku: words(60), name: words(200), quantity: fc.integer({ min: 1, max: 400 }), amount });
const ref = fc.record({ staffId: fc.uuid(), name: words(120) });
const status = fc.constantFrom(
  'submitted',
  'under_review',
  'needs_info',
  'approved',
  'awaiting_return',
  'denied',
  'paid',
  'odd',
);

export const strangeCase: fc.Arbitrary<DeskCase> = fc
  .record({
    caseNo: words(60),
    orderNo: words(80),
    status,
    fingerprint: fc.string({ minLength: 64, maxLength: 64 }),
    reason: fc.record({ l1: words(30), l2: words(30), words: words(200), verbatim: words(10_000) }),
    lines: fc.array(line, { maxLength: 50 }),
    requested: amount,
    approved: fc.option(amount, { nil: null }),
    destination: words(200),
    verdict: fc.record({
      outcome: fc.constantFrom('eligible', 'ineligible', 'manual', 'odd'),
      rules: fc.array(
        fc.record({ id: words(80), version: fc.nat(99), result: fc.constantFrom('pass', 'fail', 'na', 'unknown') }),
        { maxLength: 40 },
      ),
      codes: fc.array(words(60), { maxLength: 10 }),
    }),
    evidence: fc.array(fc.uuid(), { maxLength: 20 }),
    approvals: fc.record({ needed: fc.constantFrom<(1 | 2)[]>(1, 2), by: fc.array(ref, { maxLength: 3 }) }),
  })
  .map((over) => aCase(over));

const moment = fc.option(fc.constant(minutes(5)), { nil: null });

export const strangeCard: fc.Arbitrary<DeskCard> = fc
  .record({
    handoffId: fc.uuid(),
    channel: fc.constantFrom('sms', 'whatsapp', 'webchat', 'slack'),
    status: fc.constantFrom<DeskCard['status'][]>('waiting', 'claimed', 'parked', 'closed'),
    reason: words(60),
    team: words(60),
    locale: fc.oneof(fc.constantFrom('en', 'es-MX', 'ar', 'xx-odd-000', ''), words(20)),
    owner: fc.option(
      ref.map((one) => ({ ...one, since: minutes(1) })),
      { nil: null },
    ),
    parkedUntil: moment,
    resolution: fc.option(words(80), { nil: null }),
    closedBy: fc.option(ref, { nil: null }),
    customer: fc.record({
      name: words(300),
      contact: words(300),
      grade: fc.constantFrom('none', 'status', 'full', 'odd'),
    }),
    case: fc.option(strangeCase, { nil: null }),
    order: fc.option(
      fc.record({ orderNo: words(80), status: words(40), total: amount, lines: fc.array(line, { maxLength: 50 }) }),
      { nil: null },
    ),
    stuckAt: fc.option(fc.record({ question: words(10_000), attempts: fc.nat(9) }), { nil: null }),
    delivery: fc.record({
      optedOut: fc.boolean(),
      windowUntil: moment,
      failed: fc.option(fc.record({ code: words(60), at: fc.constant(minutes(2)) }), { nil: null }),
    }),
    suggestions: fc.array(fc.record({ id: words(200), title: words(200), text: words(3_000) }), { maxLength: 12 }),
  })
  .map((over) => aCard(over));

const attachment = fc.record({
  id: fc.uuid(),
  name: words(200),
  contentType: fc.constant('image/jpeg'),
  bytes: fc.nat(9_000),
});

export const strangeItems: fc.Arbitrary<TranscriptItem[]> = fc
  .array(
    fc.record({
      who: fc.constantFrom<TranscriptItem['who'][]>('customer', 'bot', 'staff', 'system'),
      name: words(300),
      text: words(10_000),
      attachments: fc.array(attachment, { maxLength: 5 }),
      kind: fc.constantFrom<TranscriptItem['kind'][]>('message', 'delivery', 'case', 'handoff', 'note'),
      event: fc.option(
        fc.dictionary(
          fc.constantFrom('action', 'event', 'status', 'code', 'to', 'note', 'toName', 'until'),
          words(2_000),
        ),
        {
          nil: null,
        },
      ),
    }),
    { maxLength: 60 },
  )
  .map((all) => all.map((over, i) => anItem(i + 1, over)));

export const strangeQueue: fc.Arbitrary<QueueItem[]> = fc.array(
  fc
    .record({
      handoffId: fc.uuid(),
      status: fc.constantFrom<QueueItem['status'][]>('waiting', 'claimed', 'parked', 'closed'),
      locale: words(20),
      channel: words(20),
      title: words(500),
      late: fc.boolean(),
      owner: fc.option(ref, { nil: null }),
      parkedUntil: moment,
    })
    .map((over) => aQueueItem(over)),
  { maxLength: 60 },
);

export const strangePreview: fc.Arbitrary<ReplyPreview> = fc
  .record({
    ok: fc.boolean(),
    problem: fc.option(words(30), { nil: null }),
    texts: fc.array(words(10_000), { maxLength: 30 }),
    segments: fc.option(fc.nat(90), { nil: null }),
    windowUntil: moment,
    languageDiffers: fc.option(words(20), { nil: null }),
  })
  .map((over) => aPreview(over));

export { line as strangeLine };
