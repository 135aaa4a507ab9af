import { z } from 'zod';

/**
 * Block Kit as Slack checks it: what a block or element may hold, and how much of it. Unknown properties are refused, as
 * Slack refuses them. Numbers: https://docs.slack.dev/reference/block-kit (one page per block, element and composition
 * object).
 */

const plain = (max: number) =>
  z.strictObject({ type: z.literal('plain_text'), text: z.string().min(1).max(max), emoji: z.boolean().optional() });

const mrkdwn = (max: number) =>
  z.strictObject({ type: z.literal('mrkdwn'), text: z.string().min(1).max(max), verbatim: z.boolean().optional() });

const anyText = (max: number) => z.discriminatedUnion('type', [plain(max), mrkdwn(max)]);

const blockId = z.string().max(255).optional();
const actionId = z.string().min(1).max(255).optional();
const url = z.string().max(3000);

const confirm = z.strictObject({
  title: plain(100),
  text: anyText(300),
  confirm: plain(30),
  deny: plain(30),
  style: z.enum(['primary', 'danger']).optional(),
});

const option = z.strictObject({
  text: anyText(75),
  value: z.string().max(150),
  description: anyText(75).optional(),
  url: url.optional(),
});

const plainOption = option.extend({ text: plain(75), description: plain(75).optional() });
const optionGroup = z.strictObject({ label: plain(75), options: z.array(plainOption).min(1).max(100) });

const common = { action_id: actionId };
const asking = { ...common, confirm: confirm.optional(), focus_on_load: z.boolean().optional() };
const hinting = { ...asking, placeholder: plain(150).optional() };
const listed = {
  ...hinting,
  options: z.array(plainOption).min(1).max(100).optional(),
  option_groups: z.array(optionGroup).min(1).max(100).optional(),
};
const many = { max_selected_items: z.number().int().min(1).optional() };
const typing = {
  ...common,
  placeholder: plain(150).optional(),
  focus_on_load: z.boolean().optional(),
  dispatch_action_config: z.strictObject({ trigger_actions_on: z.array(z.string()) }).optional(),
};

const image = z.strictObject({
  type: z.literal('image'),
  image_url: url.optional(),
  slack_file: z.strictObject({ id: z.string().optional(), url: z.string().optional() }).optional(),
  alt_text: z.string().max(2000),
});

const button = z.strictObject({
  type: z.literal('button'),
  ...common,
  text: plain(75),
  url: url.optional(),
  value: z.string().max(2000).optional(),
  style: z.enum(['primary', 'danger']).optional(),
  confirm: confirm.optional(),
  accessibility_label: z.string().max(75).optional(),
});

const overflow = z.strictObject({
  type: z.literal('overflow'),
  ...common,
  options: z.array(plainOption).min(1).max(5),
  confirm: confirm.optional(),
});

const selects = [
  z.strictObject({ type: z.literal('static_select'), ...listed, initial_option: plainOption.optional() }),
  z.strictObject({
    type: z.literal('multi_static_select'),
    ...listed,
    ...many,
    initial_options: z.array(plainOption).optional(),
  }),
  z.strictObject({
    type: z.literal('external_select'),
    ...hinting,
    min_query_length: z.number().int().min(0).optional(),
    initial_option: plainOption.optional(),
  }),
  z.strictObject({ type: z.literal('users_select'), ...hinting, initial_user: z.string().optional() }),
  z.strictObject({
    type: z.literal('multi_users_select'),
    ...hinting,
    ...many,
    initial_users: z.array(z.string()).optional(),
  }),
  z.strictObject({ type: z.literal('channels_select'), ...hinting, initial_channel: z.string().optional() }),
  z.strictObject({ type: z.literal('conversations_select'), ...hinting, initial_conversation: z.string().optional() }),
  z.strictObject({ type: z.literal('datepicker'), ...hinting, initial_date: z.iso.date().optional() }),
  z.strictObject({ type: z.literal('timepicker'), ...hinting, initial_time: z.string().optional() }),
  z.strictObject({ type: z.literal('datetimepicker'), ...asking, initial_date_time: z.number().int().optional() }),
  z.strictObject({
    type: z.literal('checkboxes'),
    ...asking,
    options: z.array(option).min(1).max(10),
    initial_options: z.array(option).optional(),
  }),
  z.strictObject({
    type: z.literal('radio_buttons'),
    ...asking,
    options: z.array(option).min(1).max(10),
    initial_option: option.optional(),
  }),
] as const;

const inputs = [
  z.strictObject({
    type: z.literal('plain_text_input'),
    ...typing,
    initial_value: z.string().max(3000).optional(),
    multiline: z.boolean().optional(),
    min_length: z.number().int().min(0).max(3000).optional(),
    max_length: z.number().int().min(1).max(3000).optional(),
  }),
  z.strictObject({
    type: z.literal('number_input'),
    ...typing,
    is_decimal_allowed: z.boolean(),
    initial_value: z.string().optional(),
    min_value: z.string().optional(),
    max_value: z.string().optional(),
  }),
  z.strictObject({ type: z.literal('email_text_input'), ...typing, initial_value: z.string().optional() }),
  z.strictObject({ type: z.literal('url_text_input'), ...typing, initial_value: z.string().optional() }),
  z.strictObject({
    type: z.literal('file_input'),
    ...common,
    filetypes: z.array(z.string()).optional(),
    max_files: z.number().int().min(1).max(10).optional(),
  }),
] as const;

/** Elements of rich text nest freely; what matters is that they have a type. */
const rich = z.looseObject({
  type: z.enum(['rich_text_section', 'rich_text_list', 'rich_text_quote', 'rich_text_preformatted']),
  elements: z.array(z.looseObject({ type: z.string() })),
});

const section = z
  .strictObject({
    type: z.literal('section'),
    block_id: blockId,
    text: anyText(3000).optional(),
    fields: z.array(anyText(2000)).min(1).max(10).optional(),
    accessory: z.discriminatedUnion('type', [button, overflow, ...selects, image]).optional(),
    expand: z.boolean().optional(),
  })
  .refine(({ text, fields }) => text !== undefined || fields !== undefined, 'missing required field: text or fields');

/** One block of a message or view. */
export const blockSchema = z.discriminatedUnion('type', [
  section,
  z.strictObject({ type: z.literal('header'), block_id: blockId, text: plain(150) }),
  z.strictObject({ type: z.literal('divider'), block_id: blockId }),
  z.strictObject({
    type: z.literal('context'),
    block_id: blockId,
    elements: z
      .array(z.discriminatedUnion('type', [plain(3000), mrkdwn(3000), image]))
      .min(1)
      .max(10),
  }),
  z.strictObject({
    type: z.literal('actions'),
    block_id: blockId,
    elements: z
      .array(z.discriminatedUnion('type', [button, overflow, ...selects]))
      .min(1)
      .max(25),
  }),
  z.strictObject({
    type: z.literal('input'),
    block_id: blockId,
    label: plain(2000),
    element: z.discriminatedUnion('type', [...selects, ...inputs]),
    hint: plain(2000).optional(),
    optional: z.boolean().optional(),
    dispatch_action: z.boolean().optional(),
  }),
  image.extend({ block_id: blockId, title: plain(2000).optional() }),
  z.strictObject({ type: z.literal('rich_text'), block_id: blockId, elements: z.array(rich) }),
  z.strictObject({ type: z.literal('markdown'), block_id: blockId, text: z.string().min(1).max(12_000) }),
]);

/** A modal or a Home tab. https://docs.slack.dev/reference/views */
export const viewSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('modal'),
    title: plain(24),
    blocks: z.array(z.unknown()),
    close: plain(24).optional(),
    submit: plain(24).optional(),
    private_metadata: z.string().max(3000).optional(),
    callback_id: z.string().max(255).optional(),
    clear_on_close: z.boolean().optional(),
    notify_on_close: z.boolean().optional(),
    external_id: z.string().max(255).optional(),
  }),
  z.strictObject({
    type: z.literal('home'),
    blocks: z.array(z.unknown()),
    private_metadata: z.string().max(3000).optional(),
    callback_id: z.string().max(255).optional(),
    external_id: z.string().max(255).optional(),
  }),
]);

/** https://docs.slack.dev/messaging/message-metadata */
export const metadataSchema = z.strictObject({
  event_type: z.string().regex(/^[a-z\d_]{1,255}$/, 'must be snake case'),
  event_payload: z.record(z.string(), z.unknown()),
});
