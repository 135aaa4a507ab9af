import type { File, Json } from './shapes';

/** What a person enters: words, an option's value, several of them, or files; by action id or block id. */
export type Entered = Record<string, string | string[] | File[] | null>;

const asList = (value: unknown): Json[] => (Array.isArray(value) ? (value as Json[]) : []);

/** Elements of a block that hold a value. */
export const elementsOf = ({ element, accessory, elements, type }: Json): Json[] =>
  (type === 'context' ? [] : [...asList(elements), element, accessory]).filter(
    (one): one is Json => typeof one === 'object' && one !== null,
  );

/** By its action id, by what is written on it, or as `block/action` where several have the same action id. */
export const isMeant = (block: Json, { action_id: id, text }: Json, wanted: string): boolean =>
  id === wanted || (text as Json | undefined)?.text === wanted || `${String(block.block_id)}/${String(id)}` === wanted;

const optionsOf = ({ options, option_groups: groups }: Json): Json[] => [
  ...asList(options),
  ...asList(groups).flatMap((group) => asList(group.options)),
];

/** The option a person sees under this value, or these words. */
export function optionOf(element: Json, wanted: string): Json {
  const found = optionsOf(element).find(
    ({ value, text }) => value === wanted || (text as Json | undefined)?.text === wanted,
  );
  if (found) return found;
  if (element.type === 'external_select')
    return { text: { type: 'plain_text', text: wanted, emoji: true }, value: wanted };
  throw new Error(`there is no option ${wanted} to choose`);
}

type Read = (element: Json, entered: Entered[string]) => Json;

const single = (element: Json, entered: Entered[string]): Json => ({
  selected_option: typeof entered === 'string' ? optionOf(element, entered) : null,
});
const several = (element: Json, entered: Entered[string]): Json => ({
  selected_options: (Array.isArray(entered) ? (entered as string[]) : []).map((one) => optionOf(element, one)),
});
const named =
  (name: string): Read =>
  (_element, entered) => ({ [name]: entered });

/** How each element says what was entered. https://docs.slack.dev/reference/block-kit/block-elements */
const READ: Record<string, Read> = {
  plain_text_input: named('value'),
  number_input: named('value'),
  email_text_input: named('value'),
  url_text_input: named('value'),
  static_select: single,
  external_select: single,
  radio_buttons: single,
  overflow: single,
  multi_static_select: several,
  checkboxes: several,
  users_select: named('selected_user'),
  multi_users_select: named('selected_users'),
  channels_select: named('selected_channel'),
  conversations_select: named('selected_conversation'),
  datepicker: named('selected_date'),
  timepicker: named('selected_time'),
  datetimepicker: (_element, entered) => ({ selected_date_time: entered === null ? null : Number(entered) }),
  file_input: (_element, entered) => ({ files: entered ?? [] }),
};

const INITIAL = [
  'initial_value',
  'initial_date',
  'initial_time',
  'initial_user',
  'initial_users',
  'initial_date_time',
] as const;

const valuesIn = (options: unknown): string[] => asList(options).map(({ value }) => String(value));

/** What an element holds before anybody touched it. */
function initially(element: Json): Entered[string] {
  if (element.initial_option) return valuesIn([element.initial_option])[0] ?? null;
  if (element.initial_options) return valuesIn(element.initial_options);
  const name = INITIAL.find((one) => element[one] !== undefined);
  if (name === undefined) return null;
  const value = element[name];
  return Array.isArray(value) ? (value as string[]) : String(value);
}

function enteredFor(block: Json, element: Json, entered: Entered): Entered[string] {
  const names = [`${String(block.block_id)}/${String(element.action_id)}`, element.action_id, block.block_id].map(
    String,
  );
  const given = names.map((name) => entered[name]).find((one) => one !== undefined);
  return given === undefined ? initially(element) : given;
}

export type State = Record<string, Record<string, Json>>;

/** The `state.values` of a view or message: what each of its elements holds. */
export function stateOf(blocks: Json[], entered: Entered): State {
  const state: State = {};
  for (const block of blocks)
    for (const element of elementsOf(block)) {
      const read = READ[String(element.type)];
      if (!read || element.type === 'overflow') continue;
      const values = (state[String(block.block_id)] ??= {});
      values[String(element.action_id)] = { type: element.type, ...read(element, enteredFor(block, element, entered)) };
    }
  return state;
}

const isEmpty = (value: Json | undefined): boolean =>
  !value ||
  Object.entries(value).every(
    ([name, one]) => name === 'type' || one === null || one === '' || (Array.isArray(one) && !one.length),
  );

/** Questions a person must still answer before Slack lets the modal go: their block ids. */
export const unanswered = (blocks: Json[], state: State): string[] =>
  blocks
    .filter(({ type, optional }) => type === 'input' && optional !== true)
    .filter((block) =>
      elementsOf(block).every((one) => isEmpty(state[String(block.block_id)]?.[String(one.action_id)])),
    )
    .map(({ block_id: id }) => String(id));

/** A click or a choice, as it is reported. */
export function actionOf(block: Json, element: Json, chosen: string | string[] | undefined, at: string): Json {
  const { type, action_id: id, text, value } = element;
  const said =
    type === 'button'
      ? { text, ...(value === undefined ? {} : { value }) }
      : (READ[String(type)] ?? single)(element, chosen ?? null);
  return { type, action_id: id, block_id: block.block_id, ...said, action_ts: at };
}
