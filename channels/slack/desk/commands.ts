import type { ResponseBody } from '../client';
import type { DeskCommand } from '../desk-port';
import { UNKNOWN_PERSON } from './answers';
import { personFor, show, type Context } from './context';
import { foundBlocks } from './find';
import type { LinksTo } from './links';
import { fileView } from './on-behalf-views';

const USAGE = 'What shall be found? `/refund find` takes a case number, an order number, or a whole e-mail or phone.';

/** Nothing is shown but to the one who asked. */
const only = (text: string): ResponseBody => ({ text, response_type: 'ephemeral' });

async function find(
  { desk }: Context,
  client: string,
  command: DeskCommand,
  query: string,
  linksTo: LinksTo,
): Promise<ResponseBody> {
  if (!query) return only(USAGE);
  const found = await desk.find(client, query);
  const links = await linksTo(command.team, found.handoffs.slice(0, 8));
  return { ...foundBlocks(query, found, links), response_type: 'ephemeral' };
}

/**
 * `/refund find QUERY` and `/refund file`, for people of the desk. The same words of anybody else are a customer's (null),
 * but in a channel of the desk, where no customer is.
 */
export async function onCommand(
  context: Context,
  command: DeskCommand,
  linksTo: LinksTo,
): Promise<ResponseBody | null> {
  const [word = '', ...rest] = command.text.trim().split(/\s+/);
  const verb = word.toLowerCase();
  if (verb !== 'find' && verb !== 'file') return null;
  const person = await personFor(context, command);
  const atDesk = context.channels.some(({ channel }) => channel === command.channel);
  if (!person) return atDesk ? only(UNKNOWN_PERSON) : null;
  if (verb === 'find') return find(context, person.client, command, rest.join(' '), linksTo);
  await show(context, { team: command.team, triggerId: command.triggerId }, fileView());
  return { text: '' };
}
