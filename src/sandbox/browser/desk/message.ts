import { el, icon } from '../../../../channels/webchat/browser/view/dom';
import type { SlackMessage } from '../../shown';
import { clockTime } from '../span';
import { words } from '../words';
import { blocks } from './blocks';
import { mrkdwn } from './mrkdwn';
import type { Stage } from './stage';

export interface MessageParts {
  stage: Stage;
  /** Replies below it, where it stands in the channel. */
  replies?: { count: number; open: () => void };
}

const initial = (name: string): string => name.trim().charAt(0).toUpperCase() || '?';

const files = (message: SlackMessage): HTMLElement[] =>
  message.files.map(({ url, name, isImage }) =>
    isImage
      ? el('a', { href: url, target: '_blank', className: 'shot' }, el('img', { src: url, alt: name, loading: 'lazy' }))
      : el('span', { className: 'file' }, name),
  );

const thread = ({ count, open }: NonNullable<MessageParts['replies']>): HTMLElement =>
  el(
    'button',
    { type: 'button', className: 'replies link', onclick: open },
    icon('chat'),
    count ? words.replies(count) : words.replyInThread,
  );

/** One message of a channel or thread. */
export function message(one: SlackMessage, { stage, replies }: MessageParts): HTMLElement {
  const kind = one.onlyFor ? 'only' : one.isApp ? 'app' : 'person';
  const said = one.blocks.length ? blocks(one.blocks, stage) : [mrkdwn(one.text, stage)];
  return el(
    'li',
    { className: `slack ${kind}`, attrs: { 'data-ts': one.ts } },
    el(
      'span',
      { className: `face ${kind}`, attrs: { 'aria-hidden': 'true' } },
      one.isApp ? icon('chat') : initial(one.name),
    ),
    el(
      'div',
      { className: 'slack-body' },
      one.onlyFor ? el('p', { className: 'only-you quiet' }, words.onlyYou) : null,
      el(
        'p',
        { className: 'slack-head' },
        el('b', { dir: 'auto' }, one.name),
        one.isApp ? el('span', { className: 'tag' }, words.app) : null,
        el('time', { className: 'quiet', dateTime: one.at }, clockTime(one.at)),
        one.edited && !one.isApp ? el('span', { className: 'quiet' }, words.edited) : null,
      ),
      ...said,
      ...files(one),
      replies ? thread(replies) : null,
    ),
  );
}
