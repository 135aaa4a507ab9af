import * as fc from 'fast-check';
import type { KnownBlock } from '@slack/types';
import { opening } from '../../../../channels/slack/desk/opening';
import { transcript } from '../../../../channels/slack/desk/transcript';
import { foundBlocks } from '../../../../channels/slack/desk/find';
import { aCard, aCase, anItem, aQueueItem } from './fixtures';
import { strangeCard, strangeItems } from './strange';

const NASTY = '<!channel> <@U012AB3CD> <https://evil.example|your bank> :rotating_light: `code` *bold*';

interface Node {
  type?: string;
  text?: unknown;
  verbatim?: boolean;
  emoji?: boolean;
}

const nodes = (value: unknown): Node[] =>
  Array.isArray(value)
    ? value.flatMap(nodes)
    : typeof value === 'object' && value !== null
      ? [value as Node, ...Object.values(value).flatMap(nodes)]
      : [];

const marked = (blocks: KnownBlock[]): string[] =>
  nodes(blocks)
    .filter(({ type }) => type === 'mrkdwn')
    .map(({ text }) => String(text));

/** Everything in angle brackets is read by Slack. Ours are dates. */
const commands = (text: string): string[] => [...text.matchAll(/<[^>]*>/g)].map(([one]) => one);

describe('words of a customer stay words', () => {
  it('in markup, nothing in angle brackets is theirs, and nothing is linked by itself', () => {
    fc.assert(
      fc.property(strangeCard, strangeItems, (card, items) => {
        const shown = opening(card);
        const posts = transcript(items);
        const all = [shown, ...posts];
        for (const { blocks, text } of all) {
          for (const one of [...marked(blocks), text])
            for (const command of commands(one)) expect(command).toMatch(/^<!date\^\d+\^[^<>]+>$/);
          for (const node of nodes(blocks)) {
            if (node.type === 'mrkdwn') expect(node.verbatim).toBe(true);
            if (node.type === 'plain_text') expect(node.emoji).toBe(false);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('a message is behind a quote bar, letter by letter', () => {
    const [post] = transcript([anItem(1, { text: NASTY })]);
    expect(post?.blocks).toMatchObject([
      {
        type: 'rich_text',
        elements: [
          { type: 'rich_text_section' },
          { type: 'rich_text_quote', elements: [{ type: 'text', text: NASTY }] },
        ],
      },
    ]);
  });

  it('a name or an item cannot be bold, code, a picture or a broadcast', () => {
    const name = NASTY.slice(0, 70);
    const card = aCard({
      customer: { name, contact: NASTY, grade: 'full' },
      case: aCase({ lines: [{ ...aCase().lines[0]!, name: NASTY }, aCase().lines[1]!] }),
    });
    for (const text of [...marked(opening(card).blocks), opening(card).text]) {
      expect(text).not.toMatch(/<[!@#](?!date)/);
      expect(text).not.toMatch(/:rotating_light:|`code`|\*bold\*/);
    }
  });

  it('a title in a list cannot ping', () => {
    const { blocks } = foundBlocks(NASTY, { cases: [], handoffs: [aQueueItem({ title: NASTY })] }, new Map());
    for (const text of marked(blocks)) expect(text).not.toMatch(/<[!@#](?!date)/);
  });

  it('a line of a customer cannot look like one of the desk', () => {
    const [post] = transcript([anItem(1, { text: 'Hello\n\nBob approved this · today' })]);
    const outside = nodes(post?.blocks).filter(({ type }) => type === 'rich_text_section');
    expect(JSON.stringify(outside)).not.toContain('approved');
  });
});
