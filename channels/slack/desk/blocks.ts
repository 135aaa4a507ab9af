import type {
  ActionsBlock,
  Button,
  ConfirmationDialog,
  ContextBlock,
  HeaderBlock,
  KnownBlock,
  MrkdwnElement,
  PlainTextElement,
  RichTextBlock,
  RichTextElement,
  SectionBlock,
} from '@slack/types';
import { LIMITS } from './limits';
import { clean, clip, dateElement, oneLine } from './text';

/** Text without markup: no shortcode in it becomes a picture. Slack takes no empty text: a dash stands for it. */
export const plain = (text: string, max: number): PlainTextElement => ({
  type: 'plain_text',
  text: clip(clean(text), max).trim() || '–',
  emoji: false,
});

/** As many whole lines as fit, so that no cut runs through markup. */
function wholeLines(lines: string[], max: number): string {
  const kept: string[] = [];
  let length = 0;
  for (const line of lines) {
    length += line.length + 1;
    if (length > max - 2) return [...kept, '…'].join('\n');
    kept.push(line);
  }
  return kept.join('\n');
}

/** Our own markup: whoever else's words are in it went through `literal`. Nothing is linked by itself. */
export const marked = (lines: string[]): MrkdwnElement => ({
  type: 'mrkdwn',
  text: wholeLines(lines, LIMITS.section).trim() || '–',
  verbatim: true,
});

export const section = (...lines: string[]): SectionBlock => ({ type: 'section', text: marked(lines) });

export const context = (...lines: string[]): ContextBlock => ({ type: 'context', elements: [marked(lines)] });

export const header = (text: string): HeaderBlock => ({
  type: 'header',
  text: plain(oneLine(text, LIMITS.header), LIMITS.header),
});

export const divider: KnownBlock = { type: 'divider' };

/** The longest text of one quote: as much as Slack takes in a section. */
export const QUOTE = LIMITS.section;

const textElement = (text: string, bold = false): RichTextElement => ({
  type: 'text',
  text,
  ...(bold ? { style: { bold: true } } : {}),
});

/** Who said something, when, and what that was, behind a quote bar. Rich text reads no markup, so nothing in it is one. */
export function quote(who: string, at: Date | null, text: string, more = ''): RichTextBlock {
  const head = [
    textElement(oneLine(who, 100) || '–', true),
    ...(at ? [textElement(' · '), dateElement(at)] : []),
    ...(more ? [textElement(` · ${oneLine(more, 200)}`)] : []),
  ];
  const said = clip(clean(text), QUOTE);
  return {
    type: 'rich_text',
    elements: [
      { type: 'rich_text_section', elements: head },
      ...(said.trim() ? [{ type: 'rich_text_quote' as const, elements: [textElement(said)] }] : []),
    ],
  };
}

/** A line among quotes that tells what happened, with the accounts it calls by name. */
export const told = (
  { text, until }: { text: string; until?: Date },
  at: Date | null,
  users: string[] = [],
): RichTextBlock => ({
  type: 'rich_text',
  elements: [
    {
      type: 'rich_text_section',
      elements: [
        textElement(clip(clean(text), 1_000) || '–'),
        ...(until ? [textElement(' '), dateElement(until)] : []),
        ...(at ? [textElement(' · '), dateElement(at)] : []),
        ...users.slice(0, 10).flatMap((user): RichTextElement[] => [textElement(' '), { type: 'user', user_id: user }]),
      ],
    },
  ],
});

/** Asks once, with what will happen in the question. */
export const confirm = (title: string, consequence: string, yes: string, danger = false): ConfirmationDialog => ({
  title: plain(title, LIMITS.confirmTitle),
  text: plain(consequence, LIMITS.confirmText),
  confirm: plain(yes, LIMITS.confirmButton),
  deny: plain('Not now', LIMITS.confirmButton),
  ...(danger ? { style: 'danger' as const } : {}),
});

/** `value` is at most 2000 characters: ids and a fingerprint, nothing that grows. */
export const button = (
  actionId: string,
  text: string,
  value: string,
  more: Pick<Button, 'style' | 'confirm' | 'url'> = {},
): Button => ({ type: 'button', action_id: actionId, text: plain(text, LIMITS.button), value, ...more });

/** Rows of at most 25 buttons; nothing for none. */
export const actions = (...elements: Button[]): ActionsBlock[] =>
  elements.length ? [{ type: 'actions', elements: elements.slice(0, LIMITS.actionElements) }] : [];
