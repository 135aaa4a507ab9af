import { printAlone } from './print';
import { createPending } from './pending';
import type { ReadyPhoto } from './photo';
import { createTranscript, isMessage } from './transcript';
import { fitColours } from './view/accent';
import { createComposer } from './view/composer';
import { el } from './view/dom';
import { createHead, type Theme } from './view/head';
import { createLog } from './view/log';
import { createNotice } from './view/notice';
import { createSamples } from './view/samples';
import { createApi } from './wire/api';
import { newId } from './wire/identify';
import { createLink, type LinkState } from './wire/link';
import { lasting, passing } from './wire/memory';
import { createOutbox, type Letter } from './wire/outbox';
import { upload } from './wire/upload';
import { directionOf, type Tongue } from './words/tongue';

export interface ChatOptions {
  /** Where the chat is drawn. */
  place: HTMLElement;
  /** The service, without a trailing slash. */
  base: string;
  tongue: Tongue;
  title?: string | undefined;
  /** Set by the shop; without it the customer may choose, and the device decides. */
  theme?: Theme | undefined;
  /** Set by the shop; without it the language decides. */
  direction?: 'ltr' | 'rtl' | undefined;
  /** Show the sample orders, where the service has any. */
  samples: boolean;
  /** The stylesheet as text, for printing. */
  sheet: string;
  close?: (() => void) | undefined;
  /** A message came in; the widget counts those that came while it was closed. */
  arrived?: (() => void) | undefined;
}

export interface Chat {
  root: HTMLElement;
  titleId: string;
  focus(): void;
  /** Works out the colours again, after the page has changed them. */
  repaint(): void;
}

/** Draws the chat and keeps its conversation going. The same for the page and the widget. */
export function mountChat(options: ChatOptions): Chat {
  const { place, base, tongue } = options;
  const api = createApi(base);
  const memory = lasting(`redress:${base}:`);
  const announcer = el('div', { className: 'spoken', attrs: { role: 'status' } });
  const log = createLog(tongue);
  const root = el('div', { className: 'redress' });
  let online = false;
  let heard = false;
  let started = '';

  const transcript = createTranscript(log, {
    tongue,
    pick: (_message, choice, byKey) => {
      compose(choice.text, [], choice.value);
      if (byKey) composer.focus();
      else log.focus();
    },
    retry: (clientId) => outbox.retry(clientId),
    print: (node) => printAlone(node, root, options.sheet),
  });
  const pending = createPending((state) => {
    log.typing(state !== 'idle');
    announcer.textContent = state === 'typing' ? tongue.words.typing : '';
    slow.hidden = state !== 'slow';
    if (state === 'slow') log.settle();
  });
  const slow = el('p', { className: 'slow', hidden: true, attrs: { role: 'status' } });
  tongue.bind((words) => (slow.textContent = words.slow));
  const link = createLink(api, memory, {
    incoming(activity) {
      heard = true;
      if (!isMessage(activity)) return pending.typing();
      if (!transcript.take(activity)) return;
      if (activity.kind === 'own') return outbox.arrived(activity.clientId ?? '');
      if (activity.replyToId) pending.replied(activity.replyToId, activity.last);
      if (activity.locale) follow(activity.locale);
      options.arrived?.();
    },
    state: showState,
    ready(session, fresh) {
      online = true;
      log.live();
      if (started === '') takeUp();
      const begun = started === session.conversationId || (heard && !fresh);
      started = session.conversationId;
      if (!begun)
        outbox.put({
          clientId: `start-${session.conversationId}`,
          activity: { type: 'event', name: 'start' },
          photos: [],
        });
      outbox.wake();
    },
    renewed() {
      heard = false;
      pending.clear();
      transcript.retire();
      log.divide(tongue.words.renewed);
    },
  });
  const outbox = createOutbox(passing(`redress:${base}:`), {
    send: async (letter, progress) => deliver(letter, progress),
    ready: () => online,
    report(letter, delivery, id) {
      transcript.report(letter.clientId, delivery, id);
      if (delivery.kind === 'sent' && id && pending.admitted(id))
        transcript.report(letter.clientId, { kind: 'delivered' });
      if (delivery.kind === 'failed') announcer.textContent = tongue.words.failed;
    },
    ended() {
      online = false;
      link.doubt();
    },
  });
  const composer = createComposer({
    tongue,
    send: (text, photos) => compose(text, photos),
    up: () => void transcript.focusAnswers(),
    resized: () => log.settle(),
  });
  const notice = createNotice(tongue, () => link.hurry());

  function showState(state: LinkState) {
    online = state.kind === 'online';
    root.dataset.link = state.kind;
    notice.show(state);
  }
  /** The chat's own words go over to the language the conversation is held in. */
  function follow(locale: string) {
    if (locale.split('-')[0] !== tongue.locale.split('-')[0]) tongue.set(tongue.formatting(locale));
  }
  /** Messages that were still unsent when this tab was reloaded. */
  function takeUp() {
    for (const letter of outbox.leftover()) {
      const { text, value } = letter.activity;
      if (letter.activity.type !== 'message' || transcript.knows(letter.clientId) || typeof text !== 'string') continue;
      transcript.write({
        clientId: letter.clientId,
        text,
        picked: value !== undefined,
        photos: [],
        at: new Date().toISOString(),
      });
      outbox.put(letter);
    }
  }
  function compose(text: string, photos: ReadyPhoto[], value?: string) {
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
    const session = link.session();
    const { conversationId = '', token = '', userId = '' } = session ?? {};
    const whole = {
      ...activity,
      from: { id: userId, role: 'user' },
      locale: tongue.locale,
      channelData: { clientActivityID: clientId },
    };
    if (photos.length === 0) return api.post(token, conversationId, whole);
    const path = `/v3/directline/conversations/${encodeURIComponent(conversationId)}/upload`;
    return upload({
      url: `${base}${path}?userId=${encodeURIComponent(userId)}`,
      token,
      activity: whole,
      photos,
      progress,
    });
  }

  const head = createHead({
    tongue,
    title: options.title,
    theme: options.theme ?? memory.read<Theme>('theme') ?? 'auto',
    restart() {
      log.divide(tongue.words.startedOver);
      compose(tongue.words.startOverSay, []);
    },
    chooseLanguage(tag) {
      tongue.set(tongue.formatting(tag));
      compose(tongue.words.languageSay, []);
    },
    chooseTheme(theme) {
      memory.write('theme', theme);
      paint(theme);
    },
    close: options.close,
  });
  function paint(theme: Theme) {
    root.dataset.theme = theme;
    fitColours(root);
  }
  tongue.bind(() => {
    root.lang = tongue.locale;
    root.dir = options.direction ?? directionOf(tongue.locale);
    transcript.relabel();
  });
  const drop = el('div', { className: 'drop', hidden: true });
  tongue.bind((words) => (drop.textContent = words.drop));
  takeDrops(root, drop, (files) => composer.addPhotos(files));
  root.append(
    el(
      'div',
      { className: 'chat' },
      head.node,
      notice.node,
      log.node,
      slow,
      el('div', { className: 'chip-place' }, log.chip),
      composer.node,
      announcer,
      drop,
    ),
  );
  place.append(root);
  paint(options.theme ?? memory.read<Theme>('theme') ?? 'auto');
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => fitColours(root));
  if (options.samples)
    api.samples().then(
      (samples) => {
        if (samples.length === 0) return;
        const view = createSamples(tongue, samples, (text) => composer.suggest(text));
        root.append(view.node);
        head.tools.prepend(view.button);
      },
      () => undefined,
    );
  link.start();
  return { root, titleId: head.titleId, focus: () => composer.focus(), repaint: () => fitColours(root) };
}

/** Photos dropped anywhere on the chat go to the tray. */
function takeDrops(root: HTMLElement, veil: HTMLElement, take: (files: File[]) => void): void {
  const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
  root.ondragover = (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    veil.hidden = false;
  };
  root.ondragleave = (event) => {
    if (!root.contains(event.relatedTarget as Node | null)) veil.hidden = true;
  };
  root.ondrop = (event) => {
    veil.hidden = true;
    if (!hasFiles(event)) return;
    event.preventDefault();
    take([...(event.dataTransfer?.files ?? [])]);
  };
}
