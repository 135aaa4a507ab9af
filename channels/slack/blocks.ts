import type { ActionsBlock, Button, KnownBlock, PlainTextElement, PlainTextOption, StaticSelect } from '@slack/types';
import type { RenderedChoice } from '../../src/channel';
import { cut } from './plain';
import type { Words } from './words';

/** What Slack takes (https://docs.slack.dev/reference/block-kit). */
const BUTTON_TEXT = 75;
const OPTION_TEXT = 75;
const FIELD_TEXT = 2_000;
const FIELDS = 10;
const OPTIONS = 100;
const ACTIONS = 25;
/** Of some 13,200 characters that a message may have in all, what is left beside its text. */
const CHOICES_TEXT = 8_500;
/** More than these, and a list is quicker to read than buttons. */
const MOST_BUTTONS = 5;

/** Words that stay words: no shortcode becomes a picture in them. */
export const plainText = (text: string, max: number): PlainTextElement => ({
  type: 'plain_text',
  text: cut(text, max) || ' ',
  emoji: false,
});

/** A paragraph in which nothing is markup, whatever stands in it. */
export const paragraph = (text: string): KnownBlock => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }],
});

export const strong = (text: string): KnownBlock => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text, style: { bold: true } }] }],
});

export const small = (text: string): KnownBlock => ({
  type: 'context',
  elements: [plainText(text, FIELD_TEXT)],
});

/** Label above, value below, two in a row; at most ten to a block. */
export function fieldBlocks(fields: { label: string; value: string }[]): KnownBlock[] {
  const texts = fields.map(({ label, value }) => plainText(`${cut(label, 200)}\n${value}`, FIELD_TEXT));
  return Array.from({ length: Math.ceil(texts.length / FIELDS) }, (_, i) => ({
    type: 'section',
    fields: texts.slice(i * FIELDS, (i + 1) * FIELDS),
  }));
}

/** Buttons carry their choice, which names the question it belongs to. */
const button = ({ value, text }: RenderedChoice, index: number, primary: boolean): Button => ({
  type: 'button',
  action_id: `choice.${String(index)}`,
  text: plainText(text, BUTTON_TEXT),
  value,
  ...(primary ? { style: 'primary' } : {}),
});

/** What does not fit into an option's first line stands in its second. */
function option({ value, text }: RenderedChoice, max: number): PlainTextOption {
  const first = cut(text, max);
  const rest = first === text || max < OPTION_TEXT ? '' : text.slice(first.length - 1);
  return {
    text: plainText(first, max),
    value,
    ...(rest ? { description: plainText(rest, OPTION_TEXT) } : {}),
  };
}

/** Room for each of so many options, so that all of them together fit into a message. */
const roomFor = (count: number): number => {
  const room = Math.floor(CHOICES_TEXT / count);
  return room >= OPTION_TEXT * 2 ? OPTION_TEXT : Math.min(OPTION_TEXT - 1, Math.max(room, 4));
};

const select = (choices: RenderedChoice[], index: number, words: Words, room: number): StaticSelect => ({
  type: 'static_select',
  action_id: `choice.list.${String(index)}`,
  placeholder: plainText(words.choose, BUTTON_TEXT),
  options: choices.map((one) => option(one, room)),
});

const inGroups = <T>(all: T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, i) => all.slice(i * size, (i + 1) * size));

/** The choices below a message: buttons, or lists where there are many. */
export function choiceBlocks(choices: RenderedChoice[], words: Words, primary = false): ActionsBlock[] {
  if (!choices.length) return [];
  if (choices.length <= MOST_BUTTONS)
    return [
      { type: 'actions', block_id: 'choices', elements: choices.map((one, i) => button(one, i, primary && i === 0)) },
    ];
  const lists = inGroups(choices, OPTIONS).slice(0, ACTIONS);
  const room = roomFor(choices.length);
  return [{ type: 'actions', block_id: 'choices', elements: lists.map((some, i) => select(some, i, words, room)) }];
}
