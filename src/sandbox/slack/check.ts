import type { z } from 'zod';
import { blockSchema, metadataSchema, viewSchema } from './block-schemas';
import { Refusal, type Json } from './shapes';

const MOST_BLOCKS = { message: 50, view: 100 };
/** Undocumented; found by those who ran into it: https://github.com/slackapi/bolt-js/issues/2509 */
const MOST_CHARACTERS = 13_200;
/** Of an event payload, https://docs.slack.dev/messaging/message-metadata. */
const MOST_METADATA_BYTES = 8_000;

const said = (where: string, { path, message }: z.core.$ZodIssue): string =>
  `[ERROR] ${message} [json-pointer:${[where, ...path].join('/')}]`;

function problems(schema: z.ZodType, value: unknown, where: string): string[] {
  const { error } = schema.safeParse(value);
  return error?.issues.map((issue) => said(where, issue)) ?? [];
}

/** What people can read of a block. */
const textsIn = (value: unknown): string[] => {
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, one]) =>
    name === 'text' && typeof one === 'string' ? [one] : textsIn(one),
  );
};

/** Characters that people can read in these blocks. */
export const charactersIn = (blocks: unknown): number => textsIn(blocks).join('').length;

const duplicates = (all: unknown[]): unknown[] => all.filter((one, i) => one !== undefined && all.indexOf(one) !== i);

const elementsOf = ({ elements, element, accessory }: Json): Json[] =>
  [...(Array.isArray(elements) ? elements : []), element, accessory].filter(
    (one): one is Json => typeof one === 'object' && one !== null,
  );

function repeated(blocks: Json[], where: string): string[] {
  const ids = duplicates(blocks.map(({ block_id: id }) => id));
  const actions = blocks.flatMap((block, i) =>
    duplicates(elementsOf(block).map(({ action_id: id }) => id)).map(
      (id) => `[ERROR] \`action_id\` ${String(id)} already exists [json-pointer:${where}/${String(i)}]`,
    ),
  );
  return [...ids.map((id) => `[ERROR] \`block_id\` ${String(id)} already exists [json-pointer:${where}]`), ...actions];
}

function blockProblems(blocks: unknown, most: number, where: string): string[] {
  if (!Array.isArray(blocks)) return [`[ERROR] must be an array [json-pointer:${where}]`];
  if (blocks.length > most) return [`[ERROR] no more than ${String(most)} items allowed [json-pointer:${where}]`];
  const wrong = blocks.flatMap((block, i) => problems(blockSchema, block, `${where}/${String(i)}`));
  return wrong.length ? wrong : repeated(blocks as Json[], where);
}

/** Throws what Slack says of blocks it does not take. */
export function checkMessageBlocks(blocks: unknown): void {
  const wrong = blockProblems(blocks, MOST_BLOCKS.message, '/blocks');
  if (wrong.length) throw new Refusal('invalid_blocks', wrong);
  if (charactersIn(blocks) > MOST_CHARACTERS) throw new Refusal('msg_blocks_too_long');
}

export function checkMetadata(metadata: unknown): void {
  const wrong = problems(metadataSchema, metadata, '/metadata');
  if (wrong.length) throw new Refusal('invalid_metadata_format', wrong);
  if (Buffer.byteLength(JSON.stringify(metadata)) > MOST_METADATA_BYTES) throw new Refusal('metadata_too_large');
}

/** Throws what Slack says of a view it does not take. */
export function checkView(view: unknown, type: 'modal' | 'home'): void {
  const wrong = problems(viewSchema, view, '/view');
  if (wrong.length) throw new Refusal('invalid_arguments', wrong);
  const given = view as Json & { blocks: Json[] };
  if (given.type !== type)
    throw new Refusal('invalid_arguments', [`[ERROR] must be a ${type} view [json-pointer:/view]`]);
  const inside = blockProblems(given.blocks, MOST_BLOCKS.view, '/view/blocks');
  if (inside.length) throw new Refusal('invalid_arguments', inside);
  const asks = given.blocks.some((block) => block.type === 'input');
  if (asks && type === 'modal' && !given.submit)
    throw new Refusal('invalid_arguments', [
      '[ERROR] must define `submit` to use an `input` block [json-pointer:/view]',
    ]);
}
