import { el, type Child } from '../../../../channels/webchat/browser/view/dom';
import type { Block } from '../../shown';
import { link } from './mrkdwn';
import { slackDate } from './slack-date';
import { listOf, type Stage } from './stage';

/** Rich text: https://docs.slack.dev/reference/block-kit/blocks/rich-text-block */

type Style = { bold?: boolean; italic?: boolean; strike?: boolean; code?: boolean };

function styled(said: string, style: Style = {}): Child {
  let node: Child = said;
  for (const [name, tag] of [
    ['code', 'code'],
    ['strike', 's'],
    ['italic', 'em'],
    ['bold', 'b'],
  ] as const)
    if (style[name]) node = el(tag, {}, node);
  return node;
}

const INLINE: Record<string, (one: Block, stage: Stage) => Child> = {
  text: ({ text, style }) => styled(String(text ?? ''), style as Style),
  link: ({ url, text }, stage) => link(String(url), String(text ?? url), stage),
  user: ({ user_id: id }, { names }) => el('span', { className: 'mention' }, `@${names[String(id)] ?? String(id)}`),
  emoji: ({ unicode, name }) =>
    typeof unicode === 'string'
      ? String.fromCodePoint(...unicode.split('-').map((code) => Number.parseInt(code, 16)))
      : `:${String(name)}:`,
  date: ({ timestamp, format }, { now }) => {
    const at = new Date(Number(timestamp) * 1000);
    return el(
      'time',
      { dateTime: at.toISOString(), title: at.toString() },
      slackDate(Number(timestamp), String(format), now()),
    );
  },
  broadcast: ({ range }) => `@${String(range)}`,
};

const inline = (parts: unknown, stage: Stage): Child[] =>
  listOf(parts).map((one) => INLINE[String(one.type)]?.(one, stage) ?? null);

const BLOCKS: Record<string, (block: Block, stage: Stage) => HTMLElement> = {
  rich_text_section: ({ elements }, stage) =>
    el('div', { className: 'mrkdwn', dir: 'auto' }, ...inline(elements, stage)),
  rich_text_quote: ({ elements }, stage) => el('blockquote', { dir: 'auto' }, ...inline(elements, stage)),
  rich_text_preformatted: ({ elements }, stage) => el('pre', {}, ...inline(elements, stage)),
  rich_text_list: ({ elements, style }, stage) =>
    el(
      style === 'ordered' ? 'ol' : 'ul',
      { className: 'rich-list' },
      ...listOf(elements).map((one) => el('li', {}, ...inline(one.elements, stage))),
    ),
};

export const richText = ({ elements }: Block, stage: Stage): HTMLElement =>
  el('div', { className: 'rich' }, ...listOf(elements).map((one) => BLOCKS[String(one.type)]?.(one, stage) ?? null));
