import { z } from 'zod';

/** What we read of Slack's payloads; every other field is left where it is. https://docs.slack.dev/reference/events */

/** Slack's ids; also what may stand in a thread's key. */
export const slackId = z.string().regex(/^[A-Z\d]{1,40}$/i);
const ts = z.string().min(1).max(40);
const words = z.string().max(100_000);
const label = z.string().max(300);

export const fileSchema = z.object({
  id: slackId,
  name: label.nullish(),
  mimetype: label.nullish(),
  size: z.number().nullish(),
  url_private: z.string().max(4000).nullish(),
  /** `check_file_info`: shared from another workspace, and described elsewhere. */
  file_access: label.nullish(),
});

const files = z.array(z.unknown()).max(100).nullish();

const inner = z.object({
  ts: ts.nullish(),
  user: slackId.nullish(),
  bot_id: slackId.nullish(),
  text: words.nullish(),
  thread_ts: ts.nullish(),
  edited: z.object({ user: slackId.nullish(), ts: ts.nullish() }).nullish(),
  subtype: label.nullish(),
  files,
});
export type InnerMessage = z.infer<typeof inner>;

export const messageSchema = inner.extend({
  type: z.literal('message'),
  channel: slackId,
  channel_type: label.nullish(),
  ts,
  event_ts: ts.nullish(),
  deleted_ts: ts.nullish(),
  message: inner.nullish(),
  previous_message: inner.nullish(),
});
export type MessageEvent = z.infer<typeof messageSchema>;

export const homeSchema = z.object({
  type: z.literal('app_home_opened'),
  user: slackId,
  channel: slackId.nullish(),
  tab: label.nullish(),
});

export const joinedSchema = z.object({ type: z.literal('member_joined_channel'), user: slackId, channel: slackId });

export const userSchema = z.object({
  type: z.enum(['user_change', 'team_join']),
  user: z.object({
    id: slackId,
    name: label.nullish(),
    deleted: z.boolean().nullish(),
    is_restricted: z.boolean().nullish(),
    is_ultra_restricted: z.boolean().nullish(),
    is_stranger: z.boolean().nullish(),
    is_bot: z.boolean().nullish(),
    profile: z.object({ email: label.nullish(), real_name: label.nullish() }).nullish(),
  }),
});

const person = z.object({ id: slackId, username: label.nullish(), name: label.nullish() });
const option = z.object({ value: z.string().max(2000).nullish(), text: z.object({ text: words }).nullish() });

/** What an element holds, under whichever of Slack's names. */
export const elementState = z.object({
  value: z.string().max(10_000).nullish(),
  selected_option: option.nullish(),
  selected_options: z.array(option).max(100).nullish(),
  selected_user: label.nullish(),
  selected_users: z.array(label).max(100).nullish(),
  selected_channel: label.nullish(),
  selected_conversation: label.nullish(),
  selected_date: label.nullish(),
  selected_time: label.nullish(),
  selected_date_time: z.number().nullish(),
  files,
});
export type ElementState = z.infer<typeof elementState>;

export const actionSchema = elementState.extend({
  action_id: z.string().min(1).max(255),
  block_id: label.nullish(),
  action_ts: ts.nullish(),
  text: z.object({ text: words }).nullish(),
});
export type Action = z.infer<typeof actionSchema>;

const view = z.object({
  id: label,
  type: z.enum(['modal', 'home']),
  callback_id: label.nullish(),
  hash: label.nullish(),
  private_metadata: z.string().max(3000).nullish(),
  root_view_id: label.nullish(),
  state: z.object({ values: z.record(z.string(), z.record(z.string(), z.unknown())) }).nullish(),
});
export type ViewPayload = z.infer<typeof view>;

const container = z.object({
  message_ts: ts.nullish(),
  thread_ts: ts.nullish(),
  channel_id: slackId.nullish(),
  is_ephemeral: z.boolean().nullish(),
});

export const actionsSchema = z.object({
  user: person,
  trigger_id: label.nullish(),
  response_url: z.string().max(2000).nullish(),
  container: container.nullish(),
  channel: z.object({ id: slackId, name: label.nullish() }).nullish(),
  /** Handed back as it is when its buttons go; a tap counts without it. */
  message: z
    .object({ text: words.nullish(), blocks: z.array(z.unknown()).nullish(), thread_ts: ts.nullish() })
    .nullish()
    .catch(null),
  view: view.nullish(),
  actions: z.array(actionSchema).min(1).max(100),
});
export type ActionsPayload = z.infer<typeof actionsSchema>;

export const viewSchema = z.object({ user: person, view, trigger_id: label.nullish() });
export type ViewEvent = z.infer<typeof viewSchema>;

export const optionsSchema = z.object({
  user: person,
  action_id: z.string().min(1).max(255),
  block_id: label.nullish(),
  value: z.string().max(3000).nullish(),
  view: view.nullish(),
});

export const commandSchema = z.object({
  command: label,
  text: words.nullish(),
  user_id: slackId,
  user_name: label.nullish(),
  channel_id: slackId,
  trigger_id: label.nullish(),
  response_url: z.string().max(2000).nullish(),
});
export type CommandPayload = z.infer<typeof commandSchema>;

export const envelopeSchema = z.object({
  event_id: label.nullish().catch(null),
  event: z.looseObject({ type: label }),
});
