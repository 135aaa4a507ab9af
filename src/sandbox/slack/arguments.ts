import { Refusal, type Json } from './shapes';

/**
 * What each method takes (https://docs.slack.dev/reference/methods). Slack passes over arguments it does not know; here
 * they are refused, because whoever sends one is mistaken.
 */
interface Signature {
  needs: string[];
  takes?: string[];
  /** At least one of these. */
  oneOf?: string[];
}

const CONTENT = ['text', 'blocks', 'attachments', 'markdown_text'];
const PAGE = ['cursor', 'limit'];
const TIME = ['latest', 'oldest', 'inclusive', 'include_all_metadata'];
const AUTHOR = ['username', 'icon_emoji', 'icon_url', 'as_user'];

const SIGNATURES: Record<string, Signature> = {
  'api.test': { needs: [], takes: ['error'] },
  'auth.test': { needs: [] },
  'auth.revoke': { needs: [], takes: ['test'] },
  'apps.connections.open': { needs: [] },
  'bots.info': { needs: ['bot'], takes: ['team_id'] },
  'chat.delete': { needs: ['channel', 'ts'], takes: ['as_user'] },
  'chat.getPermalink': { needs: ['channel', 'message_ts'] },
  'chat.postEphemeral': {
    needs: ['channel', 'user'],
    takes: [...CONTENT, ...AUTHOR, 'thread_ts', 'parse', 'link_names'],
    oneOf: CONTENT,
  },
  'chat.postMessage': {
    needs: ['channel'],
    takes: [
      ...CONTENT,
      ...AUTHOR,
      'thread_ts',
      'reply_broadcast',
      'metadata',
      'parse',
      'link_names',
      'mrkdwn',
      'unfurl_links',
      'unfurl_media',
    ],
    oneOf: CONTENT,
  },
  'chat.update': {
    needs: ['channel', 'ts'],
    takes: [...CONTENT, 'as_user', 'file_ids', 'link_names', 'metadata', 'parse', 'reply_broadcast'],
  },
  'conversations.history': { needs: ['channel'], takes: [...PAGE, ...TIME] },
  'conversations.info': { needs: ['channel'], takes: ['include_locale', 'include_num_members'] },
  'conversations.list': { needs: [], takes: [...PAGE, 'types', 'exclude_archived', 'team_id'] },
  'conversations.members': { needs: ['channel'], takes: PAGE },
  'conversations.open': {
    needs: [],
    takes: ['channel', 'users', 'return_im', 'prevent_creation'],
    oneOf: ['channel', 'users'],
  },
  'conversations.replies': { needs: ['channel', 'ts'], takes: [...PAGE, ...TIME] },
  'files.completeUploadExternal': {
    needs: ['files'],
    takes: ['channel_id', 'thread_ts', 'initial_comment', 'blocks', 'channels'],
  },
  'files.getUploadURLExternal': { needs: ['filename', 'length'], takes: ['alt_text', 'snippet_type'] },
  'files.info': { needs: ['file'], takes: [...PAGE, 'count', 'page'] },
  'oauth.v2.access': {
    needs: [],
    takes: ['client_id', 'client_secret', 'code', 'redirect_uri', 'grant_type', 'refresh_token'],
  },
  'reactions.add': { needs: ['channel', 'name', 'timestamp'] },
  'team.info': { needs: [], takes: ['team', 'domain'] },
  'users.conversations': { needs: [], takes: [...PAGE, 'user', 'types', 'exclude_archived', 'team_id'] },
  'users.info': { needs: ['user'], takes: ['include_locale'] },
  'users.list': { needs: [], takes: [...PAGE, 'include_locale', 'team_id'] },
  'users.lookupByEmail': { needs: ['email'] },
  'views.open': { needs: ['view'], takes: ['trigger_id', 'interactivity_pointer'], oneOf: ['trigger_id'] },
  'views.publish': { needs: ['user_id', 'view'], takes: ['hash'] },
  'views.push': { needs: ['view'], takes: ['trigger_id', 'interactivity_pointer'], oneOf: ['trigger_id'] },
  'views.update': { needs: ['view'], takes: ['view_id', 'external_id', 'hash'], oneOf: ['view_id', 'external_id'] },
};

export const METHODS = Object.keys(SIGNATURES);

const missing = (names: string[]): string[] => names.map((name) => `[ERROR] missing required field: ${name}`);

/** What Slack calls the lack of one: some have an error of their own. */
const LACKING: Record<string, string> = {
  trigger_id: 'invalid_trigger_id',
  channel: 'channel_not_found',
  text: 'no_text',
};

const lacks = (given: Json, name: string): boolean => given[name] === undefined || given[name] === '';

function absence(given: Json, { needs, oneOf = [] }: Signature): string[] {
  const absent = needs.filter((name) => lacks(given, name));
  if (absent.length || !oneOf.length) return absent;
  return oneOf.every((name) => lacks(given, name)) ? [oneOf.join(' or ')] : [];
}

/** Throws what Slack says of a call with arguments it cannot take. */
export function checkArguments(method: string, given: Json): void {
  const signature = SIGNATURES[method];
  if (!signature) throw new Refusal('unknown_method');
  const { needs, takes = [] } = signature;
  const known = new Set(['token', ...needs, ...takes]);
  const unknown = Object.keys(given).filter((name) => !known.has(name));
  if (unknown.length)
    throw new Refusal(
      'invalid_arguments',
      unknown.map((name) => `[ERROR] unknown argument: ${name}`),
    );
  const absent = absence(given, signature);
  const [first = ''] = absent;
  if (absent.length) throw new Refusal(LACKING[first.split(' or ')[0] ?? ''] ?? 'invalid_arguments', missing(absent));
}

/** Arguments that travel as JSON inside a form. */
const STRUCTURED = new Set(['blocks', 'attachments', 'metadata', 'view', 'files', 'file_ids']);
const FLAGS = new Set([
  'include_all_metadata',
  'include_locale',
  'inclusive',
  'mrkdwn',
  'reply_broadcast',
  'return_im',
  'unfurl_links',
  'unfurl_media',
]);

function structured(name: string, value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    throw new Refusal(name === 'blocks' ? 'invalid_blocks_format' : 'invalid_arguments', [
      `[ERROR] ${name} is not JSON`,
    ]);
  }
}

/** A call's arguments as they were meant, whether they came as a form or as JSON. */
export function readArguments(body: Json): Json {
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => {
      if (STRUCTURED.has(name)) return [name, structured(name, value)];
      return [name, FLAGS.has(name) && typeof value === 'string' ? value === 'true' || value === '1' : value];
    }),
  );
}
