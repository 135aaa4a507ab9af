import type { BotMessage, Choice } from '../wire/activity';
import { wordsIn, type Tongue } from '../words/tongue';
import { answersView } from './answers';
import { el, spoken } from './dom';
import { readReceipt } from './receipt';
import { receiptView, type Writing } from './receipt-view';
import { stamp } from './stamp';
import { ticketView } from './ticket';
import { readTrack } from './track';
import { trackView } from './track-view';

export interface BotEntryPorts {
  tongue: Tongue;
  pick(message: BotMessage, choice: Choice, byKey: boolean): void;
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

const bubble = (text: string): HTMLElement => el('p', { className: 'bubble', dir: 'auto' }, ...linked(text));

/** A message's words in a form of their own, the receipt, or with something beside them: a track, the case number. */
function card(message: BotMessage, writing: Writing, ports: BotEntryPorts): HTMLElement[] | undefined {
  const { key, values, text } = message;
  if (key === 'refund.readBack') {
    const receipt = readReceipt(text, Array.isArray(values.lines) ? values.lines.length : 0);
    const lead = receipt?.lead ? [bubble(receipt.lead)] : [];
    return receipt && [...lead, receiptView(receipt, writing, ports.print)];
  }
  if (key === 'refund.filed' && typeof values.caseNo === 'string')
    return [bubble(text), ticketView(values.caseNo, writing.words)];
  const track = key.startsWith('status.') ? readTrack(values) : undefined;
  return track && [bubble(text), trackView(track, writing, new Date())];
}

/** Who speaks: a person is named for all to see, the service to screen readers only. */
const byline = ({ by }: BotMessage, bot: string): HTMLElement[] =>
  by ? [el('p', { className: 'byline' }, by, spoken(':'))] : [spoken(`${bot}: `)];

const photoView = ({ name, url }: BotMessage['photos'][number]): HTMLElement =>
  el(
    'a',
    { className: 'staff-photo', href: url, target: '_blank', rel: 'noopener noreferrer' },
    el('img', { src: url, alt: name }),
  );

export interface BotEntry {
  node: HTMLElement;
  /** Takes the choices away: the question has been answered or overtaken. */
  retire(): void;
}

/** A message of the service: its words, or the receipt or track its key stands for, and its choices. */
export function botEntry(message: BotMessage, ports: BotEntryPorts): BotEntry {
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
    ...byline(message, words.bot),
    ...(card(message, { words, locale }, ports) ?? (message.text ? [bubble(message.text)] : [])),
    ...message.photos.map(photoView),
    answers,
    el('div', { className: 'meta' }, stamp(message.at, locale)),
  );
  if (!message.locale) node.removeAttribute('lang');
  return { node, retire: () => answers && answers.remove() };
}
