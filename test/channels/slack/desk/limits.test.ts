import * as fc from 'fast-check';
import { appHome } from '../../../../channels/slack/desk/app-home';
import { decisionView, type DecisionKind } from '../../../../channels/slack/desk/decision-views';
import { detailsView, fullView } from '../../../../channels/slack/desk/details-views';
import { foundBlocks } from '../../../../channels/slack/desk/find';
import { parkView, receivers, resolveView, transferView } from '../../../../channels/slack/desk/handoff-views';
import { fileLinesView, fileView } from '../../../../channels/slack/desk/on-behalf-views';
import { opening } from '../../../../channels/slack/desk/opening';
import { previewView, replyView, type ReplyKeeps } from '../../../../channels/slack/desk/reply-views';
import { transcript } from '../../../../channels/slack/desk/transcript';
import { checkMessageBlocks, checkView } from '../../../../src/sandbox/slack/check';
import { AT, aPerson } from './fixtures';
import { strangeCard, strangeCase, strangeItems, strangeLine, strangePreview, strangeQueue, words } from './strange';

const runs = { numRuns: 60 };
const keeps: ReplyKeeps = {
  handoffId: 'h'.repeat(60),
  turn: 3,
  attachments: Array.from({ length: 3 }, (_, i) => ({
    id: `${'a'.repeat(60)}${String(i)}`,
    name: 'n'.repeat(100),
    contentType: 'image/jpeg',
    bytes: 123_456,
  })),
};
const codes = Array.from({ length: 17 }, (_, i) => ({ code: `code_${String(i)}`, words: 'w'.repeat(120) }));
const reasons = Array.from({ length: 60 }, (_, i) => ({ l1: 'l1', l2: `l2_${String(i)}`, words: 'w'.repeat(120) }));

describe('nothing that the desk shows exceeds what Slack takes', () => {
  it('an opening message, whatever the card holds', () => {
    fc.assert(
      fc.property(strangeCard, (card) => {
        const { text, blocks } = opening(card);
        checkMessageBlocks(blocks);
        expect(text.length).toBeLessThan(3_000);
      }),
      runs,
    );
  });

  it('a transcript of any length, and it is complete', () => {
    fc.assert(
      fc.property(strangeItems, (items) => {
        const posts = transcript(items, { title: 'Before' });
        for (const { blocks, text } of posts) {
          checkMessageBlocks(blocks);
          expect(text.length).toBeLessThan(3_000);
        }
        const seqs = posts.map(({ seq }) => seq);
        expect(seqs).toEqual([...seqs].sort((a, b) => a - b));
      }),
      runs,
    );
  });

  it('modals of a handoff', () => {
    fc.assert(
      fc.property(strangeCard, fc.array(words(200), { maxLength: 150 }), words(10_000), (card, names, text) => {
        const people = names.map((name, i) => aPerson(String(i), { name }));
        checkView(replyView(card, card.suggestions, keeps, text), 'modal');
        checkView(transferView(card, receivers(people, ['general', 'billing'], '3')), 'modal');
        checkView(parkView(card, AT), 'modal');
        checkView(resolveView(card, codes), 'modal');
        checkView(detailsView(card), 'modal');
      }),
      runs,
    );
  });

  it('a preview', () => {
    fc.assert(
      fc.property(strangePreview, words(10_000), (preview, text) => {
        checkView(previewView(preview, keeps, text, 'Something changed'), 'modal');
      }),
      runs,
    );
  });

  it('modals of a decision', () => {
    const kinds: DecisionKind[] = ['approve', 'deny', 'ask', 'change', 'return'];
    fc.assert(
      fc.property(strangeCase, fc.constantFrom(...kinds), (given, kind) => {
        checkView(decisionView(kind, given, { codes, handoffId: 'h'.repeat(60), notice: 'It changed' }), 'modal');
      }),
      runs,
    );
  });

  it('modals that file a request, and those with full data', () => {
    checkView(fileView(), 'modal');
    fc.assert(
      fc.property(fc.array(strangeLine, { maxLength: 80 }), words(10_000), (lines, text) => {
        const order = { orderNo: '1042', lines: lines.map((line) => ({ ...line, free: line.quantity })) };
        const first = {
          source: 'phone' as const,
          verifiedBy: 'callback',
          orderNo: '1042',
          contact: 'ana@example.com',
          locale: 'en',
        };
        checkView(fileLinesView(order, first, reasons), 'modal');
        checkView(
          fullView({ name: text, email: text, phone: '', postcode: text, orderNo: text, verbatim: text }),
          'modal',
        );
      }),
      runs,
    );
  });

  it('App Home and what was found', () => {
    fc.assert(
      fc.property(strangeQueue, fc.array(strangeCase, { maxLength: 20 }), words(300), (queue, cases, query) => {
        const links = new Map(queue.map(({ handoffId }) => [handoffId, 'https://example.com/thread']));
        const person = aPerson('1', { name: query, roles: ['agent', 'lead'] });
        const crew = Array.from({ length: 60 }, (_, i) => aPerson(String(i), { name: query }));
        checkView(appHome({ person, mine: queue, queue, approvals: cases, links, crew }), 'home');
        checkMessageBlocks(foundBlocks(query, { cases, handoffs: queue }, links).blocks);
      }),
      runs,
    );
  });
});
