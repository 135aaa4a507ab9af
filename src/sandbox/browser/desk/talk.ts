import { el } from '../../../../channels/webchat/browser/view/dom';
import type { SlackChannel, SlackMessage } from '../../shown';
import { stickToEnd } from '../stick';
import { message } from './message';
import type { Stage } from './stage';

export interface Talk {
  node: HTMLElement;
  /** A channel from its beginning, or one of its threads. */
  show(channel: SlackChannel | undefined, thread: string | null, user: string): void;
}

const isRoot = ({ threadTs, ts, broadcast }: SlackMessage): boolean =>
  threadTs === null || threadTs === ts || broadcast;

/** What this person sees of a channel, or of one of its threads. */
const wanted = (channel: SlackChannel | undefined, thread: string | null, user: string): SlackMessage[] =>
  (channel?.messages ?? []).filter(
    (one) =>
      (one.onlyFor === null || one.onlyFor === user) &&
      (thread === null ? isRoot(one) : one.ts === thread || one.threadTs === thread),
  );

/** Messages in order, each drawn again only when it changed. */
export function createTalk(
  label: string,
  empty: string,
  stage: (message: SlackMessage, channel: SlackChannel) => Stage,
): Talk {
  let drawn = new Map<string, { said: string; node: HTMLElement }>();
  let place = '';
  const none = el('p', { className: 'empty' }, empty);
  const list = el('ol', { className: 'slack-list' });
  const node = el(
    'div',
    { className: 'slack-scroll', tabIndex: 0, attrs: { role: 'log', 'aria-label': label } },
    none,
    list,
  );
  const stick = stickToEnd(node);

  function draw(one: SlackMessage, channel: SlackChannel, isInThread: boolean, user: string): HTMLElement {
    const count =
      isInThread || channel.kind === 'im'
        ? null
        : channel.messages.filter(
            ({ threadTs, ts, onlyFor }) =>
              threadTs === one.ts && ts !== one.ts && (onlyFor === null || onlyFor === user),
          ).length;
    const said = JSON.stringify([one, count]);
    const known = drawn.get(one.ts);
    if (known?.said === said) return known.node;
    const on = stage(one, channel);
    const open = () => on.open({ channel: channel.id, ts: one.ts });
    const fresh = message(one, { stage: on, ...(count === null ? {} : { replies: { count, open } }) });
    drawn.set(one.ts, { said, node: fresh });
    return fresh;
  }

  /** A thread is read from its first message, which says what it is about; a channel from its end. */
  function begin(thread: string | null): void {
    node.scrollTop = 0;
    stick.follow(thread === null);
  }

  return {
    node,
    show(channel, thread, user) {
      const here = `${channel?.id ?? ''}|${thread ?? ''}|${user}`;
      const isElsewhere = here !== place;
      if (isElsewhere) drawn = new Map();
      place = here;
      const nodes = wanted(channel, thread, user).map((one) =>
        draw(one, channel as SlackChannel, thread !== null, user),
      );
      if (nodes.length !== list.children.length || nodes.some((each, at) => each !== list.children[at]))
        list.replaceChildren(...nodes);
      none.hidden = nodes.length > 0;
      if (isElsewhere) begin(thread);
      stick.settle();
    },
  };
}
