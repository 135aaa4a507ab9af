import { el, icon, spoken } from '../../../../channels/webchat/browser/view/dom';
import type { PhoneMessage, PhoneName } from '../../shown';
import { clockTime } from '../span';
import { words } from '../words';

const FAILED = ['failed', 'undelivered'];
const TICKS: Record<string, number> = { sent: 1, delivered: 2, read: 2 };

function ticks(status: string): HTMLElement | null {
  const count = TICKS[status];
  if (!count) return null;
  return el('span', { className: `ticks ${status}` }, ...Array.from({ length: count }, () => icon('check')));
}

const why = ({ errorCode }: PhoneMessage): string =>
  errorCode === null ? '' : ` · ${errorCode} ${words.codes[errorCode] ?? ''}`.trimEnd();

function stateWords(message: PhoneMessage): string {
  if (message.carrier) return words.carrier;
  if (message.mine && message.status === 'failed') return words.notTaken;
  return (words.status[message.status] ?? message.status) + why(message);
}

const cost = ({ mine, segments, encoding }: PhoneMessage): string =>
  mine || !segments ? '' : ` · ${words.segments(segments)} ${encoding.replace('-', '\u2011')}`;

function choices(message: PhoneMessage, isOpen: boolean, tap: (choice: string) => void): HTMLElement | null {
  if (!message.choices.length) return null;
  const buttons = message.choices.map(({ id, title, description }) =>
    el(
      'button',
      { type: 'button', className: 'choice', disabled: !isOpen, onclick: () => tap(id) },
      el('span', {}, title),
      description ? el('small', {}, description) : null,
    ),
  );
  if (message.kind !== 'list') return el('div', { className: 'choices' }, ...buttons);
  return el(
    'details',
    { className: 'choices list' },
    el('summary', { className: 'choice' }, icon('list'), message.button || words.choose),
    ...buttons,
  );
}

/** One message as the phone shows it, with what became of it on the way. */
export function bubble(
  message: PhoneMessage,
  { line, isLatest, tap }: { line: PhoneName; isLatest: boolean; tap: (choice: string) => void },
): HTMLElement {
  const isFailed = FAILED.includes(message.status);
  const who = message.mine ? words.you : message.carrier ? words.carrier : words.shop;
  const photos = message.photos.map(({ url }) => el('img', { src: url, alt: words.photoAlt, loading: 'lazy' }));
  return el(
    'li',
    {
      className: [
        'sms',
        message.mine ? 'mine' : 'theirs',
        isFailed ? 'lost' : '',
        message.carrier ? 'carrier' : '',
      ].join(' '),
      attrs: { 'data-status': message.status, 'data-line': line },
    },
    spoken(`${who}: `),
    ...photos,
    message.body ? el('p', { className: 'said', dir: 'auto' }, message.body) : null,
    choices(message, isLatest && !isFailed, tap),
    el(
      'p',
      { className: 'meta' },
      isFailed ? icon('warning') : ticks(message.status),
      el('span', {}, `${clockTime(message.at)} · ${stateWords(message)}${cost(message)}`),
    ),
  );
}
