import type { Delivery } from '../wire/outbox';
import type { Words } from '../words/en';
import type { Tongue } from '../words/tongue';
import { el, icon, spoken, type IconName } from './dom';
import { stamp } from './stamp';

export interface OwnView {
  clientId: string;
  text: string;
  /** Set when it is a tapped choice. */
  picked: boolean;
  photos: { name: string; thumbnail: HTMLCanvasElement | undefined }[];
  at: string;
}

export interface OwnEntryPorts {
  tongue: Tongue;
  retry(clientId: string): void;
}

export interface OwnEntry {
  node: HTMLElement;
  show(delivery: Delivery): void;
  /** Writes its state again, in another language. */
  relabel(): void;
}

function photoViews(view: OwnView): HTMLElement[] {
  return view.photos.map(({ name, thumbnail }) =>
    el(
      'figure',
      { className: 'sent-photo' },
      thumbnail ?? el('span', { className: 'no-thumbnail' }, icon('photo')),
      el('figcaption', { dir: 'auto' }, name),
    ),
  );
}

/** Long pasted texts are folded to what fits a phone's screen; nothing is lost. */
function ownText(view: OwnView, tongue: Tongue): HTMLElement | false {
  if (view.text === '') return false;
  const text = el('div', { className: 'words', dir: 'auto' }, view.text);
  const whole = el('div', { className: 'bubble' }, view.picked && icon('check'), text);
  if (view.text.split('\n').length <= 14 && view.text.length <= 900) return whole;
  const unfold = el('button', {
    type: 'button',
    className: 'unfold',
    onclick: () => {
      text.classList.remove('folded');
      unfold.remove();
    },
  });
  tongue.bind((words) => (unfold.textContent = words.showAll));
  text.classList.add('folded');
  whole.append(unfold);
  return whole;
}

const MARKS: Partial<Record<Delivery['kind'], IconName>> = {
  waiting: 'clock',
  sending: 'clock',
  sent: 'check',
  delivered: 'check',
};

function failure(status: number, { photos }: OwnView, words: Words): string {
  if (status === 415) return words.photoType;
  if (status === 413) return photos.length > 0 ? words.photoRefused : words.tooLong;
  return words.failed;
}

/** One of the customer's own messages with what has become of it. */
export function ownEntry(view: OwnView, ports: OwnEntryPorts): OwnEntry {
  const { tongue } = ports;
  const state = el('span', { className: 'state' });
  const bar = el('progress', { max: 1, value: 0, hidden: true });
  const node = el(
    'div',
    { className: `entry own${view.picked ? ' picked' : ''}` },
    spoken(`${tongue.words.you}: `),
    view.photos.length > 0 && el('div', { className: 'sent-photos' }, ...photoViews(view)),
    ownText(view, tongue),
    el('div', { className: 'meta' }, stamp(view.at, tongue.formatting()), bar, state),
  );
  let current: Delivery = { kind: 'sending' };
  const show = (delivery: Delivery) => {
    current = delivery;
    const { words } = tongue;
    node.dataset.state = delivery.kind;
    bar.hidden = delivery.kind !== 'progress';
    if (delivery.kind === 'progress') {
      bar.value = delivery.share;
      bar.setAttribute('aria-label', words.photoProgress(view.photos[0]?.name ?? words.photo));
      state.replaceChildren(words.sending);
    } else if (delivery.kind === 'failed') {
      const { status } = delivery.error;
      const retry = el(
        'button',
        { type: 'button', className: 'link', onclick: () => ports.retry(view.clientId) },
        words.retry,
      );
      // What was too large or no photo stays so: trying again would only say the same.
      const final = status === 413 || status === 415;
      state.replaceChildren(icon('warning'), ` ${failure(status, view, words)} `, ...(final ? [] : [retry]));
    } else {
      const mark = MARKS[delivery.kind];
      state.replaceChildren(...(mark ? [icon(mark)] : []), ` ${words[delivery.kind]}`);
    }
  };
  show(current);
  return { node, show, relabel: () => show(current) };
}
