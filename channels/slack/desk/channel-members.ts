import type { SlackClient } from '../client';

export interface ChannelFacts {
  isPrivate: boolean;
  shared: boolean;
}

/** Who is in a channel, as Slack tells it. */
export interface Members {
  channel(slack: SlackClient, channel: string): Promise<ChannelFacts>;
  /** Whether a guest or somebody of another workspace is among them. */
  strangers(slack: SlackClient, channel: string): Promise<boolean>;
  /** An account changed: its kind is asked for anew. */
  changed(team: string, user: string): void;
}

/** Slack recommends at most 200 per page. https://docs.slack.dev/apis/web-api/pagination */
const PAGE = 200;
/** Above this many unknown members, the whole workspace is listed instead of asking for each (users.info: 100 a minute). */
const ONE_BY_ONE = 20;

const cursorOf = (answer: { response_metadata?: { next_cursor?: string } }): string =>
  answer.response_metadata?.next_cursor ?? '';

interface Account {
  id?: string;
  team_id?: string;
  is_restricted?: boolean;
  is_ultra_restricted?: boolean;
  is_stranger?: boolean;
  deleted?: boolean;
}

const isStranger = (team: string, user: Account): boolean =>
  [user.is_restricted, user.is_ultra_restricted, user.is_stranger].includes(true) ||
  (user.team_id !== undefined && user.team_id !== '' && user.team_id !== team);

/** Asks Slack, and remembers of each account whether it is a stranger until it changes. */
export function createMembers(): Members {
  const strange = new Map<string, boolean>();
  const key = (team: string, user: string): string => `${team}/${user}`;

  const learn = ({ team }: SlackClient, user: Account): void => {
    if (user.id) strange.set(key(team, user.id), !user.deleted && isStranger(team, user));
  };

  async function membersOf(slack: SlackClient, channel: string): Promise<string[]> {
    const found: string[] = [];
    let cursor = '';
    do {
      const page = await slack.call('conversations.members', { channel, limit: PAGE, ...(cursor ? { cursor } : {}) });
      found.push(...(page.members ?? []));
      cursor = cursorOf(page);
    } while (cursor);
    return found;
  }

  async function learnAll(slack: SlackClient): Promise<void> {
    let cursor = '';
    do {
      const page = await slack.call('users.list', { limit: PAGE, ...(cursor ? { cursor } : {}) });
      for (const user of page.members ?? []) learn(slack, user as Account);
      cursor = cursorOf(page);
    } while (cursor);
  }

  async function learnEach(slack: SlackClient, users: string[]): Promise<void> {
    for (const user of users) {
      const { user: account } = await slack.call('users.info', { user });
      learn(slack, { ...(account as Account | undefined), id: user });
    }
  }

  return {
    channel: async (slack, channel) => {
      const { channel: found } = await slack.call('conversations.info', { channel });
      const shared = [found?.is_shared, found?.is_ext_shared, found?.is_pending_ext_shared, found?.is_org_shared];
      return { isPrivate: found?.is_private === true, shared: shared.includes(true) };
    },
    strangers: async (slack, channel) => {
      const members = await membersOf(slack, channel);
      const unknown = (): string[] => members.filter((user) => !strange.has(key(slack.team, user)));
      if (unknown().length > ONE_BY_ONE) await learnAll(slack);
      await learnEach(slack, unknown());
      return members.some((user) => strange.get(key(slack.team, user)) === true);
    },
    changed: (team, user) => void strange.delete(key(team, user)),
  };
}
