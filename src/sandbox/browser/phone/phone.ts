import { el, icon } from '../../../../channels/webchat/browser/view/dom';
import type { Phone, PhoneMessage, PhoneName, SampleSeen } from '../../shown';
import type { Api } from '../api';
import { span } from '../span';
import { stickToEnd } from '../stick';
import { words } from '../words';
import { bubble } from './bubble';
import { createPhoneComposer } from './composer';
import { createPhoneSettings } from './settings';

export interface PhonePane {
  node: HTMLElement;
  show(phone: Phone, now: Date): void;
  suggest(text: string): void;
}

interface Note {
  tone: 'fine' | 'waiting' | 'refused';
  text: string;
}

/** What somebody should know before they write: opted out, or how long WhatsApp's window is open. */
function noteOn({ name, blocked, windowUntil, messages, sent }: Phone, now: Date): Note {
  if (blocked) return { tone: 'refused', text: words.blocked };
  if (name === 'sms') return { tone: 'fine', text: words.spent(sent.messages, sent.segments) };
  if (!windowUntil) return { tone: 'fine', text: messages.length ? words.windowClosed : words.windowNone };
  const left = new Date(windowUntil).getTime() - now.getTime();
  if (left <= 0) return { tone: 'waiting', text: words.windowClosed };
  return { tone: 'fine', text: `${words.windowOpen(span(left))} · ${words.received(sent.messages)}` };
}

/** The messages, each drawn again only when it changed; at the end unless somebody reads further up. */
function createThread(line: PhoneName, tap: (sid: string, choice: string) => void) {
  const drawn = new Map<string, { said: string; node: HTMLElement }>();
  const list = el('ol', { className: 'thread', attrs: { 'aria-label': words.conversation(words[line]) } });
  const empty = el('p', { className: 'empty' }, words.phoneLead[line]);
  const scroller = el(
    'div',
    { className: 'phone-scroll', tabIndex: 0, attrs: { role: 'log', 'aria-label': words.conversation(words[line]) } },
    empty,
    list,
  );
  const { settle } = stickToEnd(scroller);
  const show = (messages: PhoneMessage[]) => {
    const latest = messages.findLast(({ mine, carrier }) => !mine && !carrier)?.sid;
    const answered = messages.at(-1)?.mine === true;
    const nodes = messages.map((message) => {
      const isLatest = message.sid === latest && !answered;
      const said = JSON.stringify([message, isLatest]);
      const known = drawn.get(message.sid);
      if (known?.said === said) return known.node;
      const node = bubble(message, { line, isLatest, tap: (choice) => tap(message.sid, choice) });
      drawn.set(message.sid, { said, node });
      return node;
    });
    if (nodes.length !== list.children.length || nodes.some((node, at) => node !== list.children[at]))
      list.replaceChildren(...nodes);
    empty.hidden = messages.length > 0;
    settle();
  };
  return { node: scroller, show };
}

/** A phone of the customer's: SMS or WhatsApp with the shop. */
export function createPhone(line: PhoneName, api: Api, samples: Promise<SampleSeen[]>): PhonePane {
  const note = el('p', { className: 'phone-note', attrs: { role: 'status' } });
  const owner = el('span', { className: 'quiet' });
  const settings = createPhoneSettings(api, samples);
  const composer = createPhoneComposer(words[line], (text, photos) => api.say(line, text, photos));
  const thread = createThread(line, (sid, choice) => void api.tap(line, sid, choice).catch(() => undefined));
  const node = el(
    'section',
    { className: `phone phone-${line}`, attrs: { 'aria-label': words[line] } },
    el(
      'header',
      { className: 'phone-head' },
      el('span', { className: 'avatar', attrs: { 'aria-hidden': 'true' } }, icon('chat')),
      el('div', { className: 'phone-name' }, el('h2', {}, words[line]), owner),
      settings.node,
    ),
    note,
    thread.node,
    composer.node,
  );
  return {
    node,
    show(phone, now) {
      const { tone, text } = noteOn(phone, now);
      note.className = `phone-note ${tone}`;
      note.hidden = !phone.messages.length;
      if (note.textContent !== text) note.textContent = text;
      settings.show(phone);
      owner.textContent = `${settings.nameOf(phone.number)} · ${phone.number}`;
      thread.show(phone.messages);
    },
    suggest: composer.suggest,
  };
}
