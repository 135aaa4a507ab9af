import fc from 'fast-check';
import type { TurnResult } from '../../../src/turn/form';
import type { Message } from '../../../src/turn/message';
import { render } from '../../../src/turn/render';
import { aCustomer, aShop, lastOf, type Customer } from '../../helpers/conversation';
import { aMixedOrder, anItem, anOrder } from '../../helpers/orders';

/** "1" is the read-back's first choice, "Yes, send it". */
const YES = ['1', 'yes', 'sí', 'yes please', 'yes, send it', 'confirm', 'ok send it'];
const SAYINGS = [
  ...YES,
  'no',
  'maybe',
  'yes but',
  'yes?',
  'no, only one of them',
  'it was the blue one',
  'wrong order',
  'store credit instead',
  'I want a refund',
  'quiero un reembolso',
  'refund order 1042, ana@example.com',
  'order 1050',
  '1050',
  'order 1060',
  'ana@example.com',
  'eve@example.com',
  '94107',
  'all of it',
  'both red mugs',
  'the tea towel',
  '2',
  '1',
  '7',
  '-1',
  'arrived damaged',
  'llegó roto',
  'I changed my mind',
  'it does not work',
  'something else',
  'my card was stolen',
  'no photo',
  'money back',
  'exchange',
  'un vale de compra',
  'all of it, arrived damaged, no photo, money back',
  'refund order 1050, ana@example.com, both red mugs arrived damaged, no photo, money back',
  'help',
  'agent',
  'back',
  'start over',
  'change',
  'change the reason',
  'cancel',
  'withdraw my request',
  'contest',
  'where is my refund',
  'estado',
  'can I still return it',
  'thanks',
  'bye',
  'hello',
  'en español',
  'in english please',
  'do you speak french',
  'THIS IS RIDICULOUS!!!',
  'bananas',
  '',
  '{{total}}',
  'r1:confirm:yes:abcdef',
  'r1:items:all,r2:items:x',
  'MUG-BLUE,TOWEL',
];

type Step =
  | { kind: 'say'; text: string }
  | { kind: 'tap'; of: number; choice: number }
  | { kind: 'photo' }
  | { kind: 'event'; name: string }
  | { kind: 'later'; text: string };

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    { weight: 8, arbitrary: fc.record({ kind: fc.constant('say' as const), text: fc.constantFrom(...SAYINGS) }) },
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('tap' as const), of: fc.nat(5), choice: fc.nat(7) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('photo' as const) }) },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('event' as const),
        name: fc.constantFrom('start', 'reminder', 'case-changed', 'x'),
      }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('later' as const), text: fc.constantFrom(...SAYINGS) }) },
  ),
  { minLength: 1, maxLength: 25 },
);

const CAPABILITIES = {
  delivery: 'feed',
  maxText: 4000,
  choices: 'numbers',
  structured: false,
  attachments: true,
} as const;

interface Played {
  customer: Customer;
  /** All questions with choices so far, newest first. */
  history: { value: string }[][];
}

async function play(
  { customer, history }: Played,
  step: Step,
): Promise<{ result: TurnResult; said: string; message: boolean }> {
  const message = step.kind !== 'event';
  switch (step.kind) {
    case 'say':
      return { result: await customer.says(step.text), said: step.text, message };
    case 'later':
      return { result: await customer.says(step.text, { afterHours: 30 }), said: step.text, message };
    case 'photo':
      return { result: await customer.says('', { photos: 1 }), said: '', message };
    case 'event':
      return {
        result: await customer.says('', { event: step.name, value: [...customer.shop.cases.keys()][0] ?? 'none' }),
        said: '',
        message,
      };
    case 'tap': {
      const choices = history[step.of % Math.max(1, history.length)] ?? [];
      const value = choices[step.choice % Math.max(1, choices.length)]?.value ?? 'yes';
      return { result: await customer.says('', { choice: value }), said: value, message };
    }
  }
}

/** Consent: a clear yes, typed or tapped on exactly the read-back that was on the table. */
function consents(said: string, fingerprint: unknown): boolean {
  return YES.includes(said) || said.endsWith(`:confirm:yes:${String(fingerprint)}`);
}

function checkWords(result: TurnResult): void {
  for (const locale of ['en-US', 'es-ES']) {
    for (const message of result.messages) {
      const [first, ...more] = render(message, { locale, capabilities: CAPABILITIES });
      expect(more).toEqual([]);
      expect(first?.text).not.toMatch(/undefined|null|\[object|NaN|Invalid|^[a-z]+\.[a-z]|\{\{(?!total)/i);
      for (const { value, text } of first?.choices ?? []) {
        expect(value.length).toBeLessThanOrEqual(64);
        expect(text).not.toMatch(/^[a-z]+\.[a-z]/i);
      }
    }
  }
}

describe('whatever is said in whatever order', () => {
  it('always answers, files only on a clear yes to what was shown, and never twice from one draft', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (sequence) => {
        const items = [anItem({ unitPrice: 9000n })];
        const shop = aShop([anOrder(), aMixedOrder(), anOrder({ orderNo: '1060', items, deliveredDaysAgo: 45 })]);
        let readBack: Message | undefined;
        const played: Played = { customer: aCustomer({ shop }), history: [] };
        for (const step of sequence) {
          const table = played.customer.shown.at(-1);
          readBack = table?.key === 'refund.readBack' ? table : readBack;
          const { result, said, message } = await play(played, step);
          if (message) expect(result.messages.length).toBeGreaterThan(0);
          checkWords(result);
          const filed = result.messages.filter(({ key }) => key === 'refund.filed');
          expect(filed.length).toBeLessThanOrEqual(1);
          const made = result.changes.flatMap((change) =>
            change.kind === 'case' && change.expects === null ? [change.after] : [],
          );
          const wanted = made.filter(({ status }) => status !== 'denied');
          expect(wanted.length).toBe(filed.length);
          if (filed.length > 0) {
            const shown = said.includes(':') ? readBack : table;
            expect(shown?.key).toBe('refund.readBack');
            expect(consents(said, shown?.values?.fingerprint)).toBe(true);
          }
          if (result.messages.some(({ question }) => question)) expect(lastOf(result).question).toBe(true);
          const { choices } = result.messages.at(-1) ?? {};
          if (choices?.length) played.history.unshift(choices);
        }
        const held = [...shop.cases.values()].flatMap(({ claims }) => claims);
        expect(new Set(held).size).toBe(held.length);
      }),
      { numRuns: 100 },
    );
  }, 60_000);
});
