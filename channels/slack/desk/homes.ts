import type { DeskPerson } from '../../../src/channel-desk';
import type { Who } from '../desk-port';
import { UNKNOWN_PERSON } from './answers';
import { section } from './blocks';
import { appHome } from './app-home';
import { personFor, type Context } from './context';
import type { LinksTo } from './links';

export interface Homes {
  /** Shows somebody their desk; false: nobody of ours. */
  open(who: Who): Promise<boolean>;
  /** Something changed: those who looked lately see it, a little later. */
  changed(): void;
  stop(): void;
}

/** So long after the last look somebody still counts as looking. */
const LOOKING_MS = 15 * 60_000;
/** At most so often a tab is drawn anew. */
const EVERY_MS = 5_000;
const MOST_VIEWERS = 200;
/** Entries of the queue that get a link. */
const LINKED = 12;

/** Home tabs: drawn when they are opened, and again when the desk changes while somebody looks. */
export function createHomes(context: Context, linksTo: LinksTo): Homes {
  const { desk } = context;
  const viewers = new Map<string, { who: Who; at: number }>();
  let timer: NodeJS.Timeout | null = null;

  async function draw(who: Who, person: DeskPerson): Promise<void> {
    const [mine, queue, approvals, people] = await Promise.all([
      desk.queue(person.client, { staffId: person.id }),
      desk.queue(person.client, {}),
      desk.approvals(person.client, person.id),
      desk.people(person.client),
    ]);
    const open = mine.filter(({ status, owner }) => status !== 'closed' && owner?.staffId === person.id);
    const links = await linksTo(who.team, [...open.slice(0, LINKED), ...queue.slice(0, LINKED)]);
    const crew = people.filter(({ roles }) => roles.includes('agent') || roles.includes('lead'));
    const view = appHome({ person, mine: open, queue, approvals, links, crew });
    const slack = await context.slack.of(who.team);
    await slack?.call('views.publish', { user_id: who.user, view });
  }

  /** Whoever is nobody's any more reads nothing of the desk. */
  async function wipe(who: Who): Promise<void> {
    const slack = await context.slack.of(who.team);
    const view = { type: 'home' as const, blocks: [section(UNKNOWN_PERSON)] };
    await slack?.call('views.publish', { user_id: who.user, view });
  }

  async function drawAll(): Promise<void> {
    const now = desk.clock().getTime();
    for (const [key, { who, at }] of viewers) {
      const looks = now - at <= LOOKING_MS;
      const person = looks ? await personFor(context, who) : null;
      if (!person) viewers.delete(key);
      if (person) await draw(who, person).catch(() => undefined);
      else if (looks) await wipe(who).catch(() => undefined);
    }
  }

  return {
    open: async (who) => {
      const person = await personFor(context, who);
      if (!person) return false;
      const key = `${who.team}/${who.user}`;
      viewers.delete(key);
      viewers.set(key, { who, at: desk.clock().getTime() });
      if (viewers.size > MOST_VIEWERS) viewers.delete(viewers.keys().next().value as string);
      await draw(who, person);
      return true;
    },
    changed: () => {
      if (timer || !viewers.size) return;
      timer = setTimeout(() => {
        timer = null;
        void drawAll().catch(() => undefined);
      }, EVERY_MS).unref();
    },
    stop: () => {
      if (timer) clearTimeout(timer);
      viewers.clear();
    },
  };
}
