import type { Delivery } from '../wire/outbox';
import type { BotMessage, Choice } from '../wire/activity';
import type { Words } from '../words/en';
import { wordsIn, type Tongue } from '../words/tongue';
import { leadIn } from '../words/labels';
import { time } from '../words/moment';
import { answersView } from './answers';
import { el, icon, spoken, type IconName } from './dom';
import { readReceipt } from './receipt';
import { receiptView, type Writing } from './receipt-view';
import { readTrack } from './track';
import { trackView } from './track-view';

export interface EntryPorts {
  tongue: Tongue;
  pick(message: BotMessage, choice: Choice, byKey: boolean): void;
  retry(clientId: string): void;
  print(node: HTMLElement): void;
}

const LINK = /(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]])/;

/** Text with its web addresses as links that give nothing away to the place they lead to. */
function linked(text: string): (Node | string)[] {
  return text
    .split(LINK)
    .map((part, at) =>
      at % 2 === 1 ? el('a', { href: part, target: '_blank', rel: 'noopener noreferrer' }, part) : part,
    );
}

const stamp = (at: string, locale: string): HTMLElement => el('time', { dateTime: at }, time(at, locale) ?? '');

const bubble = (text: string): HTMLElement => el('p', { className: 'bubble', dir: 'auto' }, ...linked(text));

/** The case number on its own, to be copied: it is what the customer needs on the phone. */
function ticket(caseNo: string, words: Words): HTMLElement {
  const copied = el('span', { className: 'quiet', attrs: { role: 'status' } });
  const copy = el(
    'button',
    { type: 'button', className: 'round', title: words.copy, attrs: { 'aria-label': words.copy } },
    icon('copy'),
  );
  copy.onclick = () => {
    navigator.clipboard.writeText(caseNo).then(
      () => (copied.textContent = words.copied),
      () => undefined,
    );
  };
  // Without a secure context there is no clipboard to write to.
  copy.hidden = !('clipboard' in navigator);
  return el(
    'div',
    { className: 'ticket' },
    el('span', { className: 'quiet' }, words.case),
    el('b', {}, caseNo),
    copied,
    copy,
  );
}

function card(message: BotMessage, writing: Writing, ports: EntryPorts): HTMLElement[] | undefined {
  const { key, values, text } = message;
  if (key === 'refund.readBack') {
    const receipt = readReceipt(values);
    const ask = `${leadIn(values, writing.locale)} ${writing.words.receiptAsk}`.trim();
    return receipt && [bubble(ask), receiptView(receipt, writing, ports.print)];
  }
  if (key === 'refund.filed' && typeof values.caseNo === 'string')
    return [bubble(text), ticket(values.caseNo, writing.words)];
  const track = key.startsWith('status.') ? readTrack(values) : undefined;
  return track && [bubble(text), trackView(track, writing, new Date())];
}

export interface BotEntry {
  node: HTMLElement;
  /** Takes the choices away: the question has been answered or overtaken. */
  retire(): void;
}

/** A message of the service: its words, or the receipt or track its key stands for, and its choices. */
export function botEntry(message: BotMessage, ports: EntryPorts): BotEntry {
  const locale = ports.tongue.formatting(message.locale);
  const words = wordsIn(locale);
  const answers =
    message.choices.length > 0 &&
    answersView({
      key: message.key,
      choices: message.choices,
      words,
      locale,
      pick: (choice, byKey) => ports.pick(message, choice, byKey),
    });
  const node = el(
    'div',
    { className: 'entry bot', lang: message.locale ?? '', attrs: { 'data-key': message.key } },
    spoken(`${words.bot}: `),
    ...(card(message, { words, locale }, ports) ?? [bubble(message.text)]),
    answers,
    el('div', { className: 'meta' }, stamp(message.at, locale)),
  );
  if (!message.locale) node.removeAttribute('lang');
  return { node, retire: () => answers && answers.remove() };
}

export interface OwnView {
  clientId: string;
  text: string;
  /** Set when it is a tapped choice. */
  picked: boolean;
  photos: { name: string; thumbnail: HTMLCanvasElement | undefined }[];
  at: string;
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
export function ownEntry(view: OwnView, ports: EntryPorts): OwnEntry {
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
