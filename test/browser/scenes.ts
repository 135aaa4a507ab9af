import type { Say } from '../helpers/fake-direct-line';

const usd = (minor: string) => ({ minor, currency: 'USD' });

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

const line = (name: string, quantity: number, net: string, tax: string, discount: string) => ({
  sku: name,
  name,
  quantity,
  amount: usd(String(Number(net) + Number(tax))),
  net: usd(net),
  tax: usd(tax),
  discount: usd(discount),
});

/** 25.00 + 9.00 net, 2.90 tax, 4.99 shipping, 3.50 kept: 38.39 in all, over two payments. */
export const RECEIPT = reply('Please check this: …', 'refund.readBack', {
  values: {
    lead: { key: 'changed' },
    orderNo: '1042',
    lines: [line(LONG_NAME, 2, '2500', '213', '250'), line('Tea towel', 1, '900', '77', '0')],
    shipping: usd('499'),
    deductions: [{ reason: 'Return label', amount: usd('350') }],
    total: usd('3839'),
    destination: {
      type: 'original',
      payments: [
        { method: 'card', brand: 'visa', last4: '4242', amount: usd('3000') },
        { method: 'gift_card', amount: usd('839') },
      ],
    },
    reason: { l1: 'not_as_described', l2: 'damaged_in_transit', verbatim: 'a crack from top to bottom' },
    resolution: 'refund',
    photos: 2,
  },
  choices: [
    { value: 'r1:confirm:yes:abc123', text: 'Yes, send it' },
    { value: 'r1:confirm:no:abc123', text: 'No, change something' },
  ],
});

export const TRACK = reply('Sent on Thursday, November 19; a person is asking the bank.', 'status.report', {
  values: {
    caseNo: 'RF-7K4M-92QX',
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

export const FILED = reply('Approved! Your case number is RF-7K4M-92QX.', 'refund.filed', {
  values: { caseNo: 'RF-7K4M-92QX', status: 'approved', by: '2026-11-27T17:00:00Z' },
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
