import { el } from '../../../channels/webchat/browser/view/dom';
import { wear } from '../../../channels/webchat/browser/view/wear';
import type { ClockSeen, LogSeen, OfficeSeen, Phone, PhoneName, SampleSeen } from '../shown';
import { createApi } from './api';
import { createTabs } from './areas';
import { createBar } from './bar';
import { createChatPane } from './chat-pane';
import { createDeskPane } from './desk/pane';
import { createLive } from './live';
import { createPhone } from './phone/phone';
import sheet from './sandbox.css';
import { createLogPane } from './side/log';
import { createOrders } from './side/orders';
import { words } from './words';

const BASE = `${location.origin}/sandbox/api`;

/** The page at `/sandbox`: customer, desk and log beside each other, or behind tabs where there is no room. */
function main(): void {
  const theme = new URLSearchParams(location.search).get('theme');
  const root = el('div', { className: 'redress sandbox' });
  if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;
  const live = createLive(BASE);
  const api = createApi(BASE);
  const samples = api.samples();
  samples.catch(() => undefined);

  const { node: chatNode, chat } = createChatPane(theme === 'light' || theme === 'dark' ? theme : undefined);
  wear(document, sheet);
  const phones: Record<PhoneName, ReturnType<typeof createPhone>> = {
    sms: createPhone('sms', api, samples),
    whatsapp: createPhone('whatsapp', api, samples),
  };
  const customer = el('section', { className: 'area customer', attrs: { 'aria-label': words.customer } });
  const lines = createTabs(root, 'line', words.lines, [
    { name: 'chat', title: words.chat, panel: chatNode },
    { name: 'sms', title: words.sms, panel: phones.sms.node },
    { name: 'whatsapp', title: words.whatsapp, panel: phones.whatsapp.node },
  ]);
  customer.append(lines.node, chatNode, phones.sms.node, phones.whatsapp.node);

  // Where all three stand side by side, the one that was used last is the one that is meant.
  for (const [name, panel] of Object.entries({ chat: chatNode, sms: phones.sms.node, whatsapp: phones.whatsapp.node }))
    panel.addEventListener('focusin', () => lines.show(name));

  const log = createLogPane();
  const orders = createOrders(samples, take);
  const deskPane = createDeskPane(api, () => now);
  const desk = el('section', { className: 'area desk', attrs: { 'aria-label': words.desk } }, deskPane.node);
  const side = el('section', { className: 'area side', attrs: { 'aria-label': `${words.orders}, ${words.log}` } });
  const sides = createTabs(root, 'side', `${words.orders}, ${words.log}`, [
    { name: 'orders', title: words.orders, panel: orders },
    { name: 'log', title: words.log, panel: log.node },
  ]);
  side.append(sides.node, orders, log.node);
  const areas = createTabs(
    root,
    'area',
    words.areas,
    [
      { name: 'customer', title: words.customer, panel: customer },
      { name: 'desk', title: words.desk, panel: desk },
      { name: 'side', title: `${words.orders}, ${words.log}`, panel: side },
    ],
    () => [lines, sides].forEach((inner) => inner.show(inner.shown())),
  );

  let now = new Date();
  let last: Phone[] = [];
  let counts: Partial<Record<PhoneName, number>> = {};
  const showPhones = () => last.forEach((phone) => phones[phone.name].show(phone, now));
  live.on<ClockSeen>('clock', (seen) => {
    now = new Date(seen.now);
    showPhones();
  });
  live.on<Phone[]>('phones', (seen) => {
    last = seen;
    showPhones();
    for (const { name, sent } of seen) {
      if (counts[name] !== undefined && sent.messages > counts[name]) {
        lines.mark(name);
        areas.mark('customer');
      }
      counts = { ...counts, [name]: sent.messages };
    }
  });
  live.on<OfficeSeen>('office', (seen) => {
    if (deskPane.show(seen)) areas.mark('desk');
  });
  let isFirst = true;
  live.on<LogSeen[]>('log', (entries) => {
    const isNew = log.show(entries);
    if (isFirst && entries.length) sides.show('log');
    else if (isNew) sides.mark('log');
    isFirst = false;
  });

  function take({ orderNo, email }: SampleSeen): void {
    areas.show('customer');
    sides.show('log');
    const text = `${orderNo}, ${email}`;
    const line = lines.shown();
    if (line === 'sms' || line === 'whatsapp') phones[line].suggest(text);
    else chat.suggest(text);
  }

  root.append(createBar(api, live, areas.node), el('main', { className: 'board' }, customer, desk, side));
  document.body.replaceChildren(root);
}

main();
