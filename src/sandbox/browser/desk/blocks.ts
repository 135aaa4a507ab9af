import { el } from '../../../../channels/webchat/browser/view/dom';
import type { Block } from '../../shown';
import { button, overflow, select } from './choosers';
import { mrkdwn, text } from './mrkdwn';
import { question } from './questions';
import { richText } from './rich-text';
import { listOf, textOf, type Stage } from './stage';

/** Blocks as Slack shows them: https://docs.slack.dev/reference/block-kit/blocks */

function image({ image_url: url, alt_text: alt }: Block): HTMLElement {
  const address = typeof url === 'string' && /^https?:/.test(url) ? url : '';
  // The page's policy loads nothing from elsewhere: of a picture on another site its words are shown.
  const isOurs = address.startsWith(location.origin);
  return isOurs
    ? el('img', { src: address, alt: String(alt ?? ''), loading: 'lazy' })
    : el('span', { className: 'quiet' }, String(alt ?? 'Picture'));
}

function element(block: Block, one: Block, stage: Stage): HTMLElement | null {
  const type = String(one.type);
  if (type === 'button') return button(block, one, stage);
  if (type === 'overflow') return overflow(block, one, stage);
  if (type === 'image') return image(one);
  return /select|radio|picker|checkboxes/.test(type) ? select(block, one, stage) : null;
}

const BLOCKS: Record<string, (block: Block, stage: Stage) => HTMLElement> = {
  section: (block, stage) => {
    const fields = listOf(block.fields).map((field) => el('div', { className: 'field' }, text(field, stage)));
    const accessory = block.accessory ? element(block, block.accessory as Block, stage) : null;
    return el(
      'div',
      { className: 'section' },
      el(
        'div',
        { className: 'section-text' },
        block.text ? text(block.text, stage) : null,
        fields.length ? el('div', { className: 'fields' }, ...fields) : null,
      ),
      accessory,
    );
  },
  header: (block) => el('h3', { className: 'block-header', dir: 'auto' }, textOf(block.text)),
  divider: () => el('hr'),
  context: ({ elements }, stage) =>
    el(
      'div',
      { className: 'context quiet' },
      ...listOf(elements).map((one) => (one.type === 'image' ? image(one) : text(one, stage))),
    ),
  actions: (block, stage) =>
    el('div', { className: 'actions' }, ...listOf(block.elements).map((one) => element(block, one, stage))),
  image: (block) =>
    el('figure', {}, image(block), block.title ? el('figcaption', { className: 'quiet' }, textOf(block.title)) : null),
  input: question,
  rich_text: richText,
  markdown: ({ text: said }, stage) => mrkdwn(String(said ?? ''), stage),
};

/** Draws blocks in order; a kind that is not known here is said to be there. */
export const blocks = (all: Block[], stage: Stage): HTMLElement[] =>
  all.map(
    (block) =>
      BLOCKS[String(block.type)]?.(block, stage) ??
      el('p', { className: 'quiet' }, `(a block of the kind ${String(block.type)})`),
  );
