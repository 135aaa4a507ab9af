import type { InputBlock, KnownBlock, ModalView, PlainTextOption } from '@slack/types';
import type { InputValue, InputValues } from '../desk-port';
import { plain } from './blocks';
import { LIMITS } from './limits';
import { clean, clip, oneLine } from './text';

/** An option of a select; Slack takes at most 75 characters of text and 150 of value. */
export const option = (text: string, value: string, description = ''): PlainTextOption & { value: string } => ({
  text: plain(oneLine(text, LIMITS.option), LIMITS.option),
  value: clip(value, LIMITS.optionValue),
  ...(description ? { description: plain(oneLine(description, LIMITS.option), LIMITS.option) } : {}),
});

interface Labelled {
  /** Block id and action id: the name under which its value comes back. */
  name: string;
  label: string;
  hint?: string;
  optional?: boolean;
}

const input = ({ name, label, hint, optional }: Labelled, element: InputBlock['element']): InputBlock => ({
  type: 'input',
  block_id: name,
  label: plain(label, LIMITS.label),
  ...(hint ? { hint: plain(hint, LIMITS.label) } : {}),
  optional: optional ?? false,
  element,
});

interface Typed extends Labelled {
  initial?: string;
  placeholder?: string;
  multiline?: boolean;
  max?: number;
}

/** A field to type in; 3000 characters are the most that Slack takes. */
export function typed(field: Typed): InputBlock {
  const max = field.max ?? LIMITS.input;
  const initial = clip(clean(field.initial ?? ''), max);
  return input(field, {
    type: 'plain_text_input',
    action_id: field.name,
    multiline: field.multiline ?? false,
    max_length: max,
    ...(initial ? { initial_value: initial } : {}),
    ...(field.placeholder ? { placeholder: plain(field.placeholder, LIMITS.placeholder) } : {}),
  });
}

/** One of a list of at most 100. */
export function chosen(field: Labelled & { options: PlainTextOption[]; initial?: string }): InputBlock {
  const options = field.options.slice(0, LIMITS.options);
  const first = options.find(({ value }) => value === field.initial);
  return input(field, {
    type: 'static_select',
    action_id: field.name,
    options: options.length ? options : [option('Nothing to choose', 'none')],
    ...(first ? { initial_option: first } : {}),
  });
}

/** One of a list that is too long to send along: Slack asks for what fits the words typed. */
export const searched = (field: Labelled): InputBlock =>
  input(field, { type: 'external_select', action_id: field.name, min_query_length: 0 });

/** A tick, set from the beginning. */
export function ticked(field: Labelled & { tick: string }): InputBlock {
  const tick = option(field.tick, 'yes');
  return input(
    { ...field, optional: true },
    {
      type: 'checkboxes',
      action_id: field.name,
      options: [tick],
      initial_options: [tick],
    },
  );
}

export const timed = (field: Labelled & { initial: Date }): InputBlock =>
  input(field, {
    type: 'datetimepicker',
    action_id: field.name,
    initial_date_time: Math.floor(field.initial.getTime() / 1_000),
  });

export const filed = (field: Labelled & { most: number; types: string[] }): InputBlock =>
  input(
    { ...field, optional: true },
    {
      type: 'file_input',
      action_id: field.name,
      filetypes: field.types,
      max_files: field.most,
    },
  );

const NOTHING: InputValue = { value: null, selected: [], files: [] };

/** What a field holds, whatever block it was in. */
export const valueOf = (values: InputValues, name: string): InputValue =>
  Object.values(values)
    .map((block) => block[name])
    .find((value) => value !== undefined) ?? NOTHING;

export const textOf = (values: InputValues, name: string): string => valueOf(values, name).value?.trim() ?? '';

/** The first chosen option. */
export const choiceOf = (values: InputValues, name: string): string => valueOf(values, name).selected[0] ?? '';

interface Shown {
  callbackId: string;
  title: string;
  blocks: KnownBlock[];
  /** Absent: there is nothing to send. */
  submit?: string;
  close?: string;
  /** Plain JSON of ours, at most 3000 characters. */
  keeps?: unknown;
}

/** A modal within Slack's limits. */
export const modal = ({ callbackId, title, blocks, submit, close, keeps }: Shown): ModalView => ({
  type: 'modal',
  callback_id: callbackId,
  title: plain(title, LIMITS.title),
  ...(submit === undefined ? {} : { submit: plain(submit, LIMITS.title) }),
  close: plain(close ?? (submit === undefined ? 'Close' : 'Cancel'), LIMITS.title),
  private_metadata: JSON.stringify(keeps ?? {}),
  blocks: blocks.slice(0, LIMITS.viewBlocks),
});
