import fc from 'fast-check';
import { fallbackOf, fromActivity, MAX_TEXT } from '../../../channels/slack/from-activity';
import { rewritten } from '../../../channels/slack/rewrite';
import { checkMessageBlocks, checkMetadata } from '../../../src/sandbox/slack/check';
import { checkArguments } from '../../../src/sandbox/slack/arguments';
import { render } from '../../../src/turn/render';
import type { Outgoing } from '../../../src/channel';
import { aMessage } from './a-channel';

const media = (_client: string, id: string): string => `https://refunds.example/media/${id}`;
const CAPABILITIES = {
  delivery: 'push',
  maxText: MAX_TEXT,
  choices: 'buttons',
  structured: true,
  attachments: true,
} as const;

/** Words as they come: long, of pictures, of right-to-left letters, of markup, of nothing. */
const words = fc.oneof(
  fc.string({ maxLength: 10_000, unit: 'grapheme' }),
  fc.string({ maxLength: 300 }),
  fc
    .array(fc.constantFrom('😀', '👩‍👩‍👧‍👦', 'ش', 'א', '\u202e', '<!channel>', '&', '<', '*', ':smile:', ' ', '\n', 'mug'), {
      maxLength: 4_000,
    })
    .map((all) => all.join('')),
  fc.constant(''),
);
const choice = fc.record({ value: fc.string({ minLength: 1, maxLength: 64 }), text: words });
const money = fc.record({ minor: fc.nat().map(String), currency: fc.constant('USD') });

/** Throws what Slack would say of it. */
function takenBySlack(message: Outgoing): void {
  const args = fromActivity(message, 'D1', media) as unknown as Record<string, unknown>;
  checkArguments('chat.postMessage', args);
  checkMessageBlocks(args.blocks);
  checkMetadata(args.metadata);
  expect(String(args.text).length).toBeLessThanOrEqual(40_000);
  expect(String(args.text)).toBeTruthy();
}

describe('whatever is said', () => {
  test('every part of it is within what Slack takes', () => {
    fc.assert(
      fc.property(
        words,
        fc.array(choice, { maxLength: 120 }),
        fc.constantFrom('en', 'es'),
        words,
        (text, choices, locale, name) => {
          for (const part of text.match(/[^]{1,3000}/g) ?? [''])
            takenBySlack(
              aMessage('T1', 'D1', {
                text: part,
                choices,
                locale,
                by: { staffId: 's', name },
                attachments: [{ id: 'a', name, contentType: 'image/png', bytes: 1 }],
              }),
            );
        },
      ),
      { numRuns: 60 },
    );
  });

  test('a read-back of fifty lines with long names is a receipt, or the text it was', () => {
    const line = fc.record({
      sku: fc.string({ minLength: 1, maxLength: 20 }),
      name: words,
      quantity: fc.integer({ min: 1, max: 99 }),
      amount: money,
      tax: money,
      discount: money,
    });
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 50 }), words, (lines, verbatim) => {
        const values = {
          lines,
          shipping: { minor: '0', currency: 'USD' },
          total: { minor: '100', currency: 'USD' },
          destination: { type: 'original', payments: [] },
          reason: { l1: 'damaged', l2: 'arrived_broken', verbatim },
        };
        const choices = [
          { value: 'yes', label: { literal: 'Yes' } },
          { value: 'no', label: { literal: 'No' } },
        ];
        for (const { text, choices: offered } of render({ key: 'refund.readBack', values, choices } as never, {
          locale: 'en',
          capabilities: CAPABILITIES,
        }))
          takenBySlack(aMessage('T1', 'D1', { key: 'refund.readBack', text, values, choices: offered }));
      }),
      { numRuns: 40 },
    );
  });

  test('a thousand choices still fit, each under its own value', () => {
    const choices = Array.from({ length: 1_000 }, (_, i) => ({
      value: `v${i}`,
      text: `${'A very long name of a thing '.repeat(5)}${i}`,
    }));
    for (const count of [1, 5, 6, 50, 100, 101, 500, 1_000])
      takenBySlack(aMessage('T1', 'D1', { choices: choices.slice(0, count) }));
    const { blocks } = fromActivity(aMessage('T1', 'D1', { choices }), 'D1', media) as { blocks: unknown };
    for (const { value } of choices) expect(JSON.stringify(blocks)).toContain(`"value":"${value}"`);
  });

  test('a message whose choice was made is within what Slack takes, too', () => {
    fc.assert(
      fc.property(words, words, fc.array(choice, { minLength: 1, maxLength: 60 }), (text, label, choices) => {
        const { blocks } = fromActivity(
          aMessage('T1', 'D1', { text: text.slice(0, MAX_TEXT), choices }),
          'D1',
          media,
        ) as unknown as { blocks: unknown[] };
        const body = rewritten(
          {
            user: { id: 'U1' },
            actions: [{ action_id: 'choice.0', text: { text: label } }],
            message: { text: 'x', blocks },
          } as never,
          'en',
        );
        checkMessageBlocks(body?.blocks);
        expect(JSON.stringify(body?.blocks)).not.toContain('"actions"');
      }),
      { numRuns: 40 },
    );
  });

  test('no words of anybody make markup', () => {
    fc.assert(
      fc.property(words, (text) => {
        expect(fallbackOf({ text, locale: 'en' })).not.toMatch(/[<>]/);
        expect(fallbackOf({ text, locale: 'en' }).length).toBeLessThanOrEqual(3_000);
      }),
    );
  });
});
