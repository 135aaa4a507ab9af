import { createPending } from './pending';
import type { ReadyPhoto } from './photo';
import { createTranscript, isMessage } from './transcript';
import type { LogView } from './view/log';
import { createApi } from './wire/api';
import { newId } from './wire/identify';
import { createLink, type LinkState } from './wire/link';
import { lasting, passing } from './wire/memory';
import { createOutbox, type Letter } from './wire/outbox';
import { upload } from './wire/upload';
import type { Tongue } from './words/tongue';

export interface ConversationPorts {
  /** The service, without a trailing slash. */
  base: string;
  tongue: Tongue;
  log: LogView;
  state(state: LinkState): void;
  working(state: 'idle' | 'typing' | 'slow'): void;
  /** Something that a screen reader should say though nothing was added to the log. */
  announce(text: string): void;
  /** A message came in. */
  arrived(): void;
  /** After a choice was made: its button is gone, so the focus has to be led on. */
  picked(byKey: boolean): void;
  print(node: HTMLElement): void;
}

export interface Conversation {
  start(): void;
  /** Shows the message at once and sends it; `value` when it is a tapped choice. */
  say(text: string, photos: ReadyPhoto[], value?: string): void;
  /** Tries the connection again now. */
  hurry(): void;
  focusAnswers(): boolean;
  relabel(): void;
}

/** Whoever comes back after this long is greeted again; a reload in between is no return. */
const AWAY_MS = 30 * 60_000;

/** Ties together what is on the screen, what is on its way and the connection. Knows no page, only the log. */
export function createConversation(ports: ConversationPorts): Conversation {
  const { base, tongue, log } = ports;
  const api = createApi(base);
  const pending = createPending(ports.working);
  let online = false;
  /** The latest thing in the open conversation; nothing in a new one. */
  let latest: { id: string; at: string } | undefined;
  /** The conversation that was greeted, or needs no greeting. */
  let started = '';

  const transcript = createTranscript(log, {
    tongue,
    pick(_message, choice, byKey) {
      say(choice.text, [], choice.value);
      ports.picked(byKey);
    },
    retry: (clientId) => outbox.retry(clientId),
    print: ports.print,
  });
  const link = createLink(api, lasting(`redress:${base}:`), {
    incoming(activity) {
      if (!isMessage(activity)) return pending.typing();
      latest = activity;
      if (!transcript.take(activity)) return;
      if (activity.kind === 'own') return outbox.arrived(activity.clientId ?? '');
      if (activity.replyToId) pending.replied(activity.replyToId, activity.last);
      if (activity.locale) follow(activity.locale);
      ports.arrived();
    },
    state(state) {
      online = state.kind === 'online';
      ports.state(state);
    },
    ready({ conversationId }, fresh) {
      log.live();
      if (started === '') takeUp();
      if (started !== conversationId) greet(conversationId, fresh);
      started = conversationId;
      outbox.wake();
    },
    renewed() {
      latest = undefined;
      pending.clear();
      transcript.retire();
      log.divide(tongue.words.renewed);
    },
  });
  const outbox = createOutbox(passing(`redress:${base}:`), {
    send: deliver,
    ready: () => online,
    report(letter, delivery, id) {
      transcript.report(letter.clientId, delivery, id);
      if (delivery.kind === 'sent' && id && pending.admitted(id))
        transcript.report(letter.clientId, { kind: 'delivered' });
      if (delivery.kind === 'failed') ports.announce(tongue.words.failed);
    },
    ended() {
      online = false;
      link.doubt();
    },
  });

  /** Asks the bot to open a new conversation, and to pick up an old one whose customer has been away. */
  function greet(conversationId: string, fresh: boolean) {
    const away = latest && Date.now() - Date.parse(latest.at) > AWAY_MS;
    if (latest && !away && !fresh) return;
    // Named after what it follows: two tabs, or a reload, ask only once.
    const clientId = `start-${latest?.id ?? conversationId}`;
    outbox.put({ clientId, activity: { type: 'event', name: 'start' }, photos: [] });
  }
  /** The chat's own words go over to the language the conversation is held in. */
  function follow(locale: string) {
    if (locale.split('-')[0] !== tongue.locale.split('-')[0]) tongue.set(tongue.formatting(locale));
  }
  /** Messages that were still unsent when this tab was reloaded. */
  function takeUp() {
    for (const letter of outbox.leftover()) {
      const { type, text, value } = letter.activity;
      if (type !== 'message' || typeof text !== 'string' || transcript.knows(letter.clientId)) continue;
      const at = new Date().toISOString();
      transcript.write({ clientId: letter.clientId, text, picked: value !== undefined, photos: [], at });
      outbox.put(letter);
    }
  }
  function say(text: string, photos: ReadyPhoto[], value?: string) {
    const clientId = newId();
    transcript.write({
      clientId,
      text,
      picked: value !== undefined,
      photos: photos.map(({ file, thumbnail }) => ({ name: file.name, thumbnail })),
      at: new Date().toISOString(),
    });
    const activity = { type: 'message', ...(text === '' ? {} : { text }), ...(value === undefined ? {} : { value }) };
    outbox.put({ clientId, activity, photos: photos.map(({ file }) => file) });
  }
  function deliver({ clientId, activity, photos }: Letter, progress: (share: number) => void): Promise<string> {
    const { conversationId = '', token = '', userId = '' } = link.session() ?? {};
    const whole = {
      ...activity,
      from: { id: userId, role: 'user' },
      locale: tongue.locale,
      localTimezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      channelData: { clientActivityID: clientId },
    };
    if (photos.length === 0) return api.post(token, conversationId, whole);
    const path = `/v3/directline/conversations/${encodeURIComponent(conversationId)}/upload`;
    const url = `${base}${path}?userId=${encodeURIComponent(userId)}`;
    return upload({ url, token, activity: whole, photos, progress });
  }
  return {
    start: () => link.start(),
    say,
    hurry: () => link.hurry(),
    focusAnswers: () => transcript.focusAnswers(),
    relabel: () => transcript.relabel(),
  };
}
