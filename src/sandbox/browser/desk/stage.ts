import type { Block } from '../../shown';

/** What a person has entered, by `block/action`: text, a value, several, or ids of uploaded files. */
export type Entered = Record<string, string | string[] | null>;

export interface Option {
  value: string;
  text: string;
  description: string;
}

/** Where blocks are drawn: what they need to know, and who hears of what is done in them. */
export interface Stage {
  /** Everybody's name, by id. */
  names: Record<string, string>;
  now: () => Date;
  /** A button was pressed or something was chosen. */
  act: (action: string, option?: string | string[]) => void;
  /** A link to a thread of the workspace. */
  open: (place: { channel: string; ts: string }) => void;
  /** Present in modals: what was entered so far. */
  form?: {
    entered: Entered;
    upload: (files: File[]) => Promise<string[]>;
    lookUp: (action: string, query: string) => Promise<Option[]>;
  };
}

const asBlock = (value: unknown): Block => (typeof value === 'object' && value !== null ? (value as Block) : {});

/** The text of a text object, or of a string. */
export const textOf = (value: unknown): string => {
  if (typeof value === 'string') return value;
  const { text } = asBlock(value);
  return typeof text === 'string' ? text : '';
};

export const listOf = (value: unknown): Block[] => (Array.isArray(value) ? (value as Block[]) : []);

const optionIn = (one: Block): Option => ({
  value: String(one.value ?? ''),
  text: textOf(one.text),
  description: textOf(one.description),
});

/** The options of an element, groups flattened. */
export const optionsOf = ({ options, option_groups: groups }: Block): Option[] =>
  [...listOf(options), ...listOf(groups).flatMap((group) => listOf(group.options))].map(optionIn);

/** Its name among everything a person can touch. */
export const nameOf = (block: Block, element: Block): string =>
  `${String(block.block_id)}/${String(element.action_id)}`;
