import type { Shape } from './shapes';

type Json = Record<string, unknown>;

const plain = (text: string): Json => ({ type: 'plain_text', text, emoji: true });
const option = (value: string): Json => ({ text: plain(value), value });

/** What each interactive element reports, by the fields of its own that Slack's reference shows. */
const ELEMENTS: Record<string, Json> = {
  button: { value: 'click_me_123', text: plain('Click me') },
  static_select: { selected_option: option('v0'), placeholder: plain('Select') },
  external_select: { selected_option: option('v0'), initial_option: option('v1') },
  users_select: { selected_user: 'U0123ABCD', initial_user: 'U0123ABCD' },
  conversations_select: { selected_conversation: 'C0123ABCD' },
  channels_select: { selected_channel: 'C0123ABCD' },
  multi_static_select: { selected_options: [option('a'), option('b')] },
  multi_external_select: { selected_options: [] },
  multi_users_select: { selected_users: ['U0123ABCD', 'U0456EFGH'] },
  multi_conversations_select: { selected_conversations: ['C0123ABCD'] },
  multi_channels_select: { selected_channels: ['C0123ABCD'] },
  overflow: { selected_option: option('v2') },
  datepicker: { selected_date: '2026-11-21', initial_date: '1990-04-28' },
  timepicker: { selected_time: '13:37', timezone: 'America/Los_Angeles' },
  datetimepicker: { selected_date_time: 1_700_000_000 },
  radio_buttons: { selected_option: option('v0') },
  checkboxes: { selected_options: [option('v0')] },
  plain_text_input: { value: 'typed' },
  email_text_input: { value: 'ana@example.com' },
  url_text_input: { value: 'https://example.com' },
  number_input: { value: '12.5' },
  rich_text_input: {
    rich_text_value: { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [] }] },
  },
  file_input: { files: [{ id: 'F0123ABCD', name: 'a.png', mimetype: 'image/png', size: 3, url_private: 'https://x' }] },
  workflow_button: { text: plain('Run'), workflow: { trigger: { url: 'https://slack.com/shortcuts/Ft/x' } } },
  feedback_buttons: { value: 'positive_feedback' },
  icon_button: { value: 'delete_item', icon: 'trash' },
};

/** Events with the fields their reference pages list. */
const EVENTS: Record<string, Json> = {
  app_mention: { user: 'U061F7AUR', text: '<@U0LAN0Z89> is it everything?', ts: '1515449522.000016', channel: 'C123' },
  app_uninstalled_elsewhere: {},
  assistant_thread_started: { assistant_thread: { user_id: 'U1', context: {}, channel_id: 'D1', thread_ts: '1.2' } },
  channel_archive: { channel: 'C0123', user: 'U0123' },
  channel_deleted: { channel: 'C0123' },
  channel_id_changed: { old_channel_id: 'G1', new_channel_id: 'C1', event_ts: '1.0' },
  channel_rename: { channel: { id: 'C0123', name: 'new_name', created: 1_360_782_804 } },
  channel_shared: { connected_team_id: 'E163Q94DX', channel: 'C123ABC456' },
  channel_unshared: { previously_connected_team_id: 'E163Q94DX', channel: 'C123ABC456', is_ext_shared: false },
  dnd_updated_user: { user: 'U1', dnd_status: { dnd_enabled: true } },
  emoji_changed: { subtype: 'remove', names: ['picard_facepalm'] },
  file_change: { file_id: 'F1', file: { id: 'F1' } },
  group_left: { channel: 'G1' },
  im_created: { user: 'U1', channel: { id: 'D1' } },
  link_shared: {
    channel: 'C1',
    is_bot_user_member: true,
    user: 'U1',
    message_ts: '1.2',
    unfurl_id: 'C1.1.x',
    source: 'conversations_history',
    links: [{ domain: 'example.com', url: 'https://example.com/12345' }],
  },
  member_left_channel: { user: 'U1', channel: 'C1', channel_type: 'G', team: 'T1' },
  message_metadata_posted: { app_id: 'A1', metadata: { event_type: 'x', event_payload: {} } },
  pin_added: { user: 'U1', channel_id: 'D1', item: {} },
  reaction_added: {
    user: 'U1',
    reaction: 'thumbsup',
    item_user: 'U2',
    item: { type: 'message', channel: 'C1', ts: '1360782400.498405' },
  },
  reaction_removed: { user: 'U1', reaction: 'thumbsup', item: { type: 'file', file: 'F1' } },
  shared_channel_invite_received: { invite: { id: 'I1' }, channel: { id: 'C1' } },
  star_added: { user: 'U1', item: {} },
  subteam_updated: { subteam: { id: 'S1', users: ['U1'] } },
  team_access_granted: { team_ids: ['T1'] },
  team_rename: { name: 'New name' },
  user_huddle_changed: { user: { id: 'U1' } },
  user_status_changed: { user: { id: 'U1', profile: { status_text: 'out' } }, cache_ts: 1 },
  workflow_published: { workflow_id: '1', workflow_draft_configuration: {} },
};

/** Documented payloads beside those of shapes.ts; `team` is the workspace's, or another. */
export function documentedShapes(team: string, user: string, channel: string): Shape[] {
  const person = { id: user, username: 'ana', name: 'ana', team_id: team };
  const view = (type: 'modal' | 'home'): Json => ({
    id: 'V0PKB1ZFV',
    team_id: team,
    type,
    title: plain('Title'),
    close: null,
    submit: null,
    blocks: [{ type: 'section', block_id: 's', text: plain('x') }],
    private_metadata: 'Shh it is a secret',
    callback_id: 'view_4',
    external_id: '',
    state: { values: {} },
    hash: '1569362015.55b5e41b',
    clear_on_close: true,
    notify_on_close: false,
    root_view_id: 'V0PKB1ZFV',
    previous_view_id: null,
    app_id: 'A21SDS90',
    app_installed_team_id: team,
    bot_id: 'B00',
  });
  const places: Record<string, Json> = {
    message: {
      container: { type: 'message', message_ts: '1548261231.000200', channel_id: channel, is_ephemeral: false },
      channel: { id: channel, name: 'directmessage' },
      message: { bot_id: 'B1', type: 'message', text: 'x', user: 'U2', ts: '1548261231.000200', blocks: [] },
      response_url: 'https://hooks.slack.com/actions/AABA1ABCD/1232321423432/D09sSasdasdAS9091209',
    },
    'message attachment': {
      container: { type: 'message_attachment', message_ts: '1.2', attachment_id: 1, channel_id: channel },
      channel: { id: channel, name: 'x' },
      app_unfurl: { id: 1 },
    },
    ephemeral: {
      container: { type: 'message', message_ts: '1.2', channel_id: channel, is_ephemeral: true },
      channel: { id: channel, name: 'x' },
      response_url: 'https://hooks.slack.com/actions/x/1/y',
    },
    modal: { container: { type: 'view', view_id: 'V0PKB1ZFV' }, view: view('modal') },
    home: { container: { type: 'view', view_id: 'V0PKB1ZFV' }, view: view('home') },
  };
  const payload = (name: string, body: Json, path: Shape['path'] = 'interactions'): Shape => ({
    name,
    path,
    type: 'payload',
    body: {
      team: { id: team, domain: 'example' },
      enterprise: null,
      is_enterprise_install: false,
      user: person,
      token: '9s8d9as89d8as9d8as989',
      api_app_id: 'AABA1ABCD',
      trigger_id: `12321423423.333649436676.${name.replace(/\W/g, '')}`,
      ...body,
    },
  });
  const clicks = Object.entries(places).flatMap(([where, place]) =>
    Object.entries(ELEMENTS).flatMap(([type, fields]) =>
      ['WaXA', 'desk.claim', 'choice.0'].map((id) =>
        payload(`${type} ${id} in ${where}`, {
          type: 'block_actions',
          ...place,
          actions: [{ type, action_id: id, block_id: '=qXel', action_ts: '1548426417.840180', ...fields }],
        }),
      ),
    ),
  );
  const values = Object.fromEntries(
    Object.entries(ELEMENTS).map(([type, fields]) => [type, { a: { type, ...fields } }]),
  );
  const submissions = [
    'view_4',
    'desk.reply',
    'desk.transfer',
    'desk.park',
    'desk.resolve',
    'desk.file',
    'desk.deny',
  ].map((callback) =>
    payload(`view_submission ${callback} with every input`, {
      type: 'view_submission',
      view: { ...view('modal'), callback_id: callback, state: { values } },
      response_urls: [],
    }),
  );
  const events = Object.entries(EVENTS).map(([type, inner], i): Shape => ({
    name: type,
    path: 'events',
    type: 'json',
    body: {
      token: 'z26uFbvR1xHJEdHE1OQiO6t8',
      team_id: team,
      api_app_id: 'A0FFV41KK',
      event: { type, event_ts: '1465244570.336841', ...inner },
      type: 'event_callback',
      authed_users: ['U0LAN0Z89'],
      authorizations: [{ enterprise_id: null, team_id: team, user_id: 'U0LAN0Z89', is_bot: false }],
      event_id: `Ev0PV52K${i}`,
      event_time: 1_465_244_570,
      event_context: '4-abc',
    },
  }));
  const message = { type: 'message', user, ts: '1516229207.000133', text: 'x' };
  return [
    ...clicks,
    ...submissions,
    ...events,
    payload('view_closed', { type: 'view_closed', view: view('modal'), is_cleared: true }),
    payload('shortcut', { type: 'shortcut', callback_id: 'shortcut_create_task', action_ts: '1581106241.371594' }),
    payload('message_action', {
      type: 'message_action',
      callback_id: 'chirp_message',
      action_ts: '1.2',
      message_ts: '1516229207.000133',
      channel: { id: channel, name: 'x' },
      response_url: 'https://hooks.slack.com/app-actions/T0/1/x',
      message,
    }),
    payload('interactive_message', {
      type: 'interactive_message',
      actions: [{ name: 'channels_list', type: 'select', selected_options: [{ value: 'C012AB3CD' }] }],
      callback_id: 'select_simple_1234',
      channel: { id: channel, name: 'x' },
      action_ts: '1481579588.685999',
      message_ts: '1481579582.000003',
      attachment_id: '1',
      original_message: { text: 'x', attachments: [] },
    }),
    payload('dialog_submission', {
      type: 'dialog_submission',
      submission: { name: 'Sigourney Dreamweaver', phone: '+1 800-555-1212' },
      callback_id: 'employee_offsite_1138b',
      state: 'vegetarian',
      channel: { id: channel, name: 'x' },
      action_ts: '936893340.702759',
    }),
    payload('dialog_cancellation', { type: 'dialog_cancellation', callback_id: 'x', state: 'x' }),
    payload('dialog_suggestion', { type: 'dialog_suggestion', name: 'bugs', value: 'x', callback_id: 'x' }, 'options'),
    payload('workflow_step_edit', {
      type: 'workflow_step_edit',
      callback_id: 'x',
      workflow_step: { workflow_id: '1', step_id: 'a', inputs: {}, outputs: [] },
    }),
    ...['modal', 'home'].map((kind) =>
      payload(
        `block_suggestion in a ${kind}`,
        {
          type: 'block_suggestion',
          action_id: 'desk.transfer.to',
          block_id: 'b',
          value: 'an',
          container: { type: 'view', view_id: 'V1' },
          view: view(kind as 'modal' | 'home'),
        },
        'options',
      ),
    ),
  ];
}
