import type { Say } from '../helpers/fake-direct-line';

/** Forty characters and more: what a shop calls a mug. */
export const LONG_NAME = 'Hand-thrown stoneware mug, cobalt blue XXL';

const reply = (text: string, key: string, more: { values?: object; choices?: object[]; locale?: string } = {}) => {
  const { locale = 'en', values = {}, choices = [] } = more;
  return { text, locale, channelData: { key, values, choices } };
};

export const GREETING = reply('Hello. What do you need?', 'greeting', {
  choices: [
    { value: 'm1:menu:refund', text: 'Ask for a refund' },
    { value: 'm1:menu:status', text: 'Where is my refund?' },
  ],
});

export const ITEMS = reply('Which of these is it about?', 'refund.askItems', {
  choices: [
    { value: 'r1:items:A', text: 'Blue mug' },
    { value: 'r1:items:B', text: LONG_NAME },
    { value: 'r1:items:C', text: 'Tea towel' },
    { value: 'r1:items:all', text: 'All of it' },
  ],
});

/** As the service says it: the customer sees these words and no others. */
export const RECEIPT = reply(
  [
    'Changed.',
    'Please check this refund for order 1042:',
    `2 x ${LONG_NAME}: $27.13 (after $2.50 discount, tax $2.13 included)`,
    'Tea towel: $9.77 (tax $0.77 included)',
    'Shipping: $4.99',
    'Return label: -$3.50',
    'Total: $38.39, back as $30.00 to your Visa card ending in 4242 and $8.39 to your gift card.',
    'Reason: arrived damaged ("a crack from top to bottom").',
    'Photos: 2.',
    'Shall I send it?',
  ].join('\n'),
  'refund.readBack',
  {
    values: { lines: [{ sku: 'MUG' }, { sku: 'TOWEL' }] },
    choices: [
      { value: 'r1:confirm:yes:abc123', text: 'Yes, send it' },
      { value: 'r1:confirm:no:abc123', text: 'No, change something' },
    ],
  },
);

export const TRACK = reply('Sent on Thursday, November 19; a person is asking the bank.', 'status.report', {
  values: {
    caseNo: 'RF-K7M4-92QN',
    stage: 'sent',
    late: true,
    steps: [
      { stage: 'requested', at: '2026-11-17T15:04:00Z', state: 'done' },
      { stage: 'checked', at: '2026-11-17T15:05:00Z', state: 'done' },
      { stage: 'approved', at: '2026-11-18T15:30:00Z', state: 'done' },
      { stage: 'sent', at: '2026-11-19T15:30:00Z', state: 'done' },
      { stage: 'bank', at: null, state: 'late' },
      { stage: 'arrived', at: null, state: 'todo' },
    ],
    whoActs: 'bank',
    expected: '2026-11-20T17:00:00Z',
  },
});

export const FILED = reply('Approved! Your case number is RF-K7M4-92QN.', 'refund.filed', {
  values: { caseNo: 'RF-K7M4-92QN', status: 'approved', by: '2026-11-27T17:00:00Z' },
});

export const FIFTY_LINES = reply(
  Array.from({ length: 50 }, (_, at) => `Line ${at + 1} of a policy that goes on.`).join('\n'),
  'refund.policy',
);

export const ARABIC = reply('مرحبا. كيف يمكنني مساعدتك؟', 'greeting', {
  locale: 'ar',
  choices: [{ value: 'a', text: 'طلب استرداد' }],
});

/** Says one thing when the chat opens and another to whatever is written. */
export const script =
  (opening: ReturnType<typeof reply>, answer: ReturnType<typeof reply> = reply('Noted.', 'noted')): Say =>
  (activity) => [activity.type === 'event' ? opening : answer];
