import { el, icon } from '../../../../channels/webchat/browser/view/dom';
import type { Done, OfficeSeen, SlackChannel } from '../../shown';
import type { Api } from '../api';
import { words } from '../words';
import { blocks } from './blocks';
import { createDoings } from './doings';
import { createModalLayer } from './modal';
import { createPeoplePicker } from './people-picker';
import type { Entered, Stage } from './stage';
import { createTalk } from './talk';
import { createWriter } from './writer';

export interface DeskPane {
  node: HTMLElement;
  /** True when the desk has something that was not there. */
  show(office: OfficeSeen): boolean;
}

type Tab = 'desk' | 'home' | 'messages';

/** Slack as one person sees it: the desk's channel and its threads, Home, and their messages with the app. */
export function createDeskPane(api: Api, now: () => Date): DeskPane {
  let office: OfficeSeen = { people: [], names: {}, channels: [], screens: [] };
  let tab: Tab = 'desk';
  let thread: string | null = null;
  let count = -1;
  let drawnHome = '';

  const toast = el('p', { className: 'toast', hidden: true, attrs: { role: 'status' } });
  let toastTimer = 0;
  const say = (text: string) => {
    toast.textContent = text;
    toast.hidden = !text;
    clearTimeout(toastTimer);
    toastTimer = window.setTimeout(() => (toast.hidden = true), 6_000);
  };
  const attempt = (doing: Promise<Done>) =>
    void doing.then(
      ({ ok }) => (ok ? undefined : say(words.noAnswer)),
      (error: unknown) => say((error as Error).message),
    );

  const picker = createPeoplePicker((person) => {
    tab = person.role === 'customer' ? 'messages' : tab === 'messages' ? 'desk' : tab;
    if (tab === 'home') attempt(doings.home(person.id));
    draw();
  });
  const doings = createDoings(api);
  const me = () => picker.chosen()?.id ?? '';
  const deskChannel = () => office.channels.find(({ kind }) => kind !== 'im');
  const ownChannel = () => office.channels.find(({ kind, members }) => kind === 'im' && members.includes(me()));
  const here = (): SlackChannel | undefined => (tab === 'messages' ? ownChannel() : deskChannel());

  const open = ({ channel, ts }: { channel: string; ts: string }) => {
    tab = channel === deskChannel()?.id ? 'desk' : 'messages';
    thread = ts;
    draw();
  };
  const stageOf = (act: Stage['act'], form?: Stage['form']): Stage => ({
    names: office.names,
    now,
    act,
    open,
    ...(form ? { form } : {}),
  });
  const talk = createTalk(words.deskTalk, words.deskEmpty, (message, channel) =>
    stageOf((action, option) => attempt(doings.click(me(), { channel: channel.id, ts: message.ts, action, option }))),
  );
  const writer = createWriter(async (text, files) => {
    const channel = here();
    if (!channel) return;
    const command = /^\/refund(?:\s+([\s\S]*))?$/.exec(text);
    const done = command
      ? await doings.command(me(), command[1] ?? '', channel.id)
      : await doings.say(me(), { channel: channel.id, thread: tab === 'desk' ? thread : null, text, files });
    if (!done.ok) say(words.noAnswer);
  });
  const home = el('div', { className: 'home', tabIndex: 0, attrs: { role: 'region', 'aria-label': words.home } });
  const body = el('div', { className: 'desk-body' });
  const modals = createModalLayer(
    {
      submit: (entered) => doings.submit(me(), entered),
      close: () => attempt(doings.close(me())),
      stage: (entered: Entered) =>
        stageOf((action, option) => attempt(doings.clickInView(me(), { action, option, entered })), {
          entered,
          upload: (files) => doings.upload(me(), files),
          lookUp: (action, query) => doings.lookUp(me(), action, query),
        }),
    },
    (isOpen) => (body.inert = isOpen),
  );

  const tabs = (['desk', 'home', 'messages'] as const).map((name) =>
    el(
      'button',
      { type: 'button', className: 'tab', attrs: { 'data-place': name }, onclick: () => go(name) },
      words.places[name],
    ),
  );
  const bar = el('nav', { className: 'tabs', attrs: { 'aria-label': words.placesLabel } }, ...tabs);
  const back = el(
    'button',
    { type: 'button', className: 'link thread-back', onclick: () => go('desk') },
    icon('down'),
    words.backToChannel,
  );
  body.append(bar, back, talk.node, home, writer.node);

  function go(to: Tab): void {
    tab = to;
    thread = null;
    if (to === 'home') attempt(doings.home(me()));
    draw();
  }

  function drawHome(): void {
    const mine = office.screens.find(({ user }) => user === me());
    const said = JSON.stringify([me(), mine?.home]);
    if (said === drawnHome) return;
    drawnHome = said;
    const stage = stageOf((action, option) => attempt(doings.clickInView(me(), { action, option, entered: {} })));
    const shown = mine?.home ? blocks(mine.home, stage) : [el('p', { className: 'empty' }, words.homeEmpty)];
    home.replaceChildren(...shown);
  }

  function draw(): void {
    const person = picker.chosen();
    const isCustomer = person?.role === 'customer';
    for (const button of tabs) {
      const place = button.dataset.place as Tab;
      button.hidden = isCustomer && place !== 'messages';
      button.toggleAttribute('aria-current', place === tab);
      if (place === tab) button.setAttribute('aria-current', 'page');
    }
    const isHome = tab === 'home';
    home.hidden = !isHome;
    talk.node.hidden = isHome;
    writer.node.hidden = isHome;
    back.hidden = tab !== 'desk' || thread === null;
    if (isHome) drawHome();
    else talk.show(here(), tab === 'desk' ? thread : null, me());
    const kind = tab === 'messages' ? 'messages' : thread === null ? 'channel' : 'thread';
    writer.set(words.writeTo[kind], words.writeHint[kind]);
    modals.show(office.screens.find(({ user }) => user === me()));
  }

  const node = el(
    'div',
    { className: 'desk-pane' },
    el('header', { className: 'desk-head' }, el('h2', { className: 'spoken' }, words.workspace), picker.node),
    body,
    modals.node,
    toast,
  );
  return {
    node,
    show(seen) {
      office = seen;
      picker.show(seen.people);
      draw();
      const before = count;
      count = deskChannel()?.messages.length ?? 0;
      return before >= 0 && count > before;
    },
  };
}
