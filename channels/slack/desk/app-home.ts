import type { HomeView, KnownBlock } from '@slack/types';
import type { DeskPerson } from '../../../src/channel-desk';
import type { DeskCase, QueueItem } from '../../../src/channel-desk-shown';
import { actions, button, context, divider, header, section } from './blocks';
import { ACTIONS, writeRef } from './ids';
import { LIMITS } from './limits';
import { literal, moment } from './text';
import { caseLine, ownLine, queueLine, type Links } from './queue-lines';

/** Entries per list: two blocks each, so that all lists with their headings fit into 100. */
const MINE = 12;
const APPROVALS = 10;
const QUEUE = 20;

function list(title: string, blocks: KnownBlock[][], most: number, empty: string): KnownBlock[] {
  const more = blocks.length - most;
  return [
    header(blocks.length ? `${title} (${String(blocks.length)})` : title),
    ...(blocks.length ? blocks.slice(0, most).flat() : [context(empty)]),
    ...(more > 0 ? [context(`… and ${String(more)} more. \`/refund find\` looks them up.`)] : []),
  ];
}

/** What waits longest first; what is late before all. */
const byClock = (a: QueueItem, b: QueueItem): number =>
  Number(b.late) - Number(a.late) || a.promisedBy.getTime() - b.promisedBy.getTime();

export interface HomeGiven {
  person: DeskPerson;
  mine: QueueItem[];
  queue: QueueItem[];
  approvals: DeskCase[];
  links: Links;
  /** Everybody who attends, for those who lead them. */
  crew: DeskPerson[];
}

const MOST_NAMED = 40;
const named = (people: DeskPerson[]): string =>
  people
    .slice(0, MOST_NAMED)
    .map(({ name }) => literal(name, 40))
    .join(', ') || 'nobody';

/** Whether somebody is at the desk, and how to change it; a lead sees it of all. */
function presence({ person, crew }: Pick<HomeGiven, 'person' | 'crew'>): KnownBlock[] {
  const { awaySince, roles } = person;
  const away = crew.filter((one) => one.awaySince !== null);
  const here = crew.filter((one) => one.awaySince === null);
  const toggle =
    awaySince === null
      ? button(ACTIONS.away, 'Set me away', writeRef({}))
      : button(ACTIONS.back, 'I am back', writeRef({}), { style: 'primary' });
  const mine =
    awaySince === null
      ? 'You are available.'
      : `You are away since ${moment(awaySince)}: nobody mentions you or hands you a conversation.`;
  return [
    ...(roles.includes('agent') || roles.includes('lead') ? [section(mine), ...actions(toggle)] : []),
    ...(roles.includes('lead') ? [context(`Available: ${named(here)}. Away: ${named(away)}.`)] : []),
  ];
}

/** The desk of one person: what is theirs, what they may decide, and what waits for anybody. */
export function appHome({ person, mine, queue, approvals, links, crew }: HomeGiven): HomeView {
  const waiting = queue.filter(({ status }) => status === 'waiting').sort(byClock);
  return {
    type: 'home',
    callback_id: 'desk.home',
    blocks: [
      ...presence({ person, crew }),
      ...actions(button(ACTIONS.file, 'File a request for a customer', writeRef({}))),
      ...list(
        `${person.name.slice(0, 60)}: my open threads`,
        mine.map((item) => ownLine(item, links)),
        MINE,
        'Nothing is yours at the moment.',
      ),
      divider,
      ...list(
        'Waiting for my decision',
        approvals.map((one) => caseLine(one, true)),
        APPROVALS,
        'No case waits for you.',
      ),
      divider,
      ...list(
        'Queue',
        waiting.map((item) => queueLine(item, links)),
        QUEUE,
        'Nobody waits.',
      ),
    ].slice(0, LIMITS.viewBlocks),
  };
}
