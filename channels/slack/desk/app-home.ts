import type { HomeView, KnownBlock } from '@slack/types';
import type { DeskCase, DeskPerson, QueueItem } from '../../../src/channel-desk';
import { actions, button, context, divider, header } from './blocks';
import { ACTIONS, writeRef } from './ids';
import { LIMITS } from './limits';
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
}

/** The desk of one person: what is theirs, what they may decide, and what waits for anybody. */
export function appHome({ person, mine, queue, approvals, links }: HomeGiven): HomeView {
  const waiting = queue.filter(({ status }) => status === 'waiting').sort(byClock);
  return {
    type: 'home',
    callback_id: 'desk.home',
    blocks: [
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
