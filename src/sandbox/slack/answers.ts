import { checkMessageBlocks } from './check';
import { secretPart } from './identifiers';
import { Refusal, type Channel, type Json, type Message, type RefusedCall } from './shapes';
import type { Workspace } from './workspace';

/** https://docs.slack.dev/interactivity/handling-user-interaction#message_responses */
const MOST_USES = 5;
const LIVES_MS = 30 * 60_000;

interface Address {
  workspace: Workspace;
  channel: Channel;
  user: string;
  /** The message that was clicked; absent for a command. */
  message?: Message;
  at: number;
  uses: number;
}

export interface Answers {
  /** A new `response_url`. */
  issue(workspace: Workspace, channel: Channel, user: string, message?: Message): string;
  /** Takes what the app sends there; throws what Slack says. */
  take(key: string, body: Json): void;
  /** Takes the message in the body of an answer to a command. */
  say(workspace: Workspace, place: { channel: Channel; user: string; message?: Message }, body: Json): void;
}

const KNOWN = new Set([
  'text',
  'blocks',
  'response_type',
  'replace_original',
  'delete_original',
  'thread_ts',
  'unfurl_links',
  'unfurl_media',
  'metadata',
  'mrkdwn',
]);

function check(body: Json): void {
  const unknown = Object.keys(body).filter((name) => !KNOWN.has(name));
  if (unknown.length)
    throw new Refusal(
      'invalid_arguments',
      unknown.map((name) => `[ERROR] unknown argument: ${name}`),
    );
  if (body.blocks !== undefined) checkMessageBlocks(body.blocks);
}

const blocksIn = (body: Json): Json[] =>
  Array.isArray(body.blocks)
    ? (body.blocks as Json[]).map((block, i) => ({ block_id: `b${String(i)}`, ...block }))
    : [];

/** Addresses at which a click or a command is answered, and what is said there. */
export function createAnswers(base: () => string, refused: RefusedCall[]): Answers {
  const addresses = new Map<string, Address>();

  function rewrite(
    { channel, message, workspace }: Pick<Address, 'channel' | 'workspace'> & { message: Message },
    body: Json,
  ): void {
    if (body.delete_original === true) channel.messages.splice(channel.messages.indexOf(message), 1);
    else {
      message.text = typeof body.text === 'string' ? body.text : message.text;
      message.blocks = blocksIn(body);
      message.editedAt = workspace.ids.ts(workspace.clock());
    }
    workspace.changed();
  }

  function say(workspace: Workspace, place: { channel: Channel; user: string; message?: Message }, body: Json): void {
    check(body);
    const { channel, user, message } = place;
    if (message && (body.replace_original === true || body.delete_original === true))
      return rewrite({ workspace, channel, message }, body);
    workspace.write(channel, {
      user: workspace.bot.user,
      botId: workspace.bot.id,
      text: typeof body.text === 'string' ? body.text : '',
      blocks: blocksIn(body),
      ...(typeof body.thread_ts === 'string' ? { threadTs: body.thread_ts } : {}),
      ...(body.response_type === 'in_channel' ? {} : { ephemeralTo: user }),
    });
  }

  function known(key: string): Address {
    const address = addresses.get(key);
    if (!address) throw new Refusal('no_such_url');
    const late = address.workspace.clock().getTime() - address.at > LIVES_MS;
    if (late || address.uses >= MOST_USES) throw new Refusal(late ? 'expired_url' : 'used_url');
    address.uses++;
    return address;
  }

  return {
    issue: (workspace, channel, user, message) => {
      const key = secretPart();
      const at = workspace.clock().getTime();
      addresses.set(key, { workspace, channel, user, at, uses: 0, ...(message ? { message } : {}) });
      return `${base()}/response/${key}`;
    },
    take: (key, body) => {
      try {
        const { workspace, ...place } = known(key);
        say(workspace, place, body);
      } catch (error) {
        if (error instanceof Refusal)
          refused.push({ method: 'response_url', error: error.error, messages: error.messages, arguments: body });
        throw error;
      }
    },
    say,
  };
}
