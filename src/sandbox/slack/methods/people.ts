import type { Method } from '../call';
import { userSeen } from '../seen';
import { Refusal } from '../shapes';
import { pageOf } from '../workspace';

export const peopleMethods: Record<string, Method> = {
  'api.test': ({ arguments: given }) => {
    if (typeof given.error === 'string') throw new Refusal(given.error);
    return { args: given };
  },
  'auth.test': ({ workspace }) => ({
    url: `https://${workspace.domain}.slack.com/`,
    team: workspace.name,
    user: 'redress',
    team_id: workspace.id,
    user_id: workspace.bot.user,
    bot_id: workspace.bot.id,
    is_enterprise_install: false,
  }),
  'auth.revoke': ({ workspace, arguments: given }) => {
    if (given.test === undefined) workspace.tokens.clear();
    return { revoked: given.test === undefined };
  },
  /** Socket mode needs a real Slack on the other side. */
  'apps.connections.open': () => {
    throw new Refusal('not_allowed_token_type');
  },
  'bots.info': ({ workspace, arguments: given }) => {
    if (given.bot !== workspace.bot.id) throw new Refusal('bot_not_found');
    const { id, app, user } = workspace.bot;
    return { bot: { id, app_id: app, user_id: user, name: 'Redress', deleted: false, icons: {} } };
  },
  'team.info': ({ workspace }) => ({ team: { id: workspace.id, name: workspace.name, domain: workspace.domain } }),
  'users.info': ({ workspace, arguments: given }) => {
    const user = workspace.users.get(String(given.user));
    if (!user) throw new Refusal('user_not_found');
    return { user: userSeen(user) };
  },
  'users.list': ({ workspace, arguments: given }) => {
    const { page, next } = pageOf([...workspace.users.values()], given);
    return { members: page.map(userSeen), response_metadata: { next_cursor: next } };
  },
  'users.lookupByEmail': ({ workspace, arguments: given }) => {
    const wanted = String(given.email).toLowerCase();
    const user = [...workspace.users.values()].find((one) => one.email.toLowerCase() === wanted && !one.deleted);
    if (!user) throw new Refusal('users_not_found');
    return { user: userSeen(user) };
  },
};
