import { el, icon, uniqueId } from '../../../../channels/webchat/browser/view/dom';
import { createPopover } from '../../../../channels/webchat/browser/view/menu';
import type { Phone, SampleSeen } from '../../shown';
import type { Api } from '../api';
import { words } from '../words';

interface Option {
  value: string;
  text: string;
}

function pick(label: string, choose: (value: string) => void) {
  const select = el('select', { id: uniqueId('pick') });
  select.onchange = () => choose(select.value);
  let shown = '';
  return {
    node: el('div', { className: 'pick' }, el('label', { htmlFor: select.id }, label), select),
    show(options: Option[], chosen: string) {
      const now = JSON.stringify([options, chosen]);
      if (now === shown) return;
      shown = now;
      select.replaceChildren(...options.map(({ value, text }) => el('option', { value }, text)));
      select.value = chosen;
    },
  };
}

const STRANGER = '+12025550143';

/** Numbers of the sample customers, each once; not the shop's own. */
function numbers(samples: SampleSeen[], ours: string): Option[] {
  const known = new Map(samples.filter(({ phone }) => phone && phone !== ours).map(({ phone, name }) => [phone, name]));
  return [
    { value: STRANGER, text: `${words.stranger} · ${STRANGER}` },
    ...[...known].map(([value, name]) => ({ value, text: `${name} · ${value}` })),
  ];
}

/** Whose phone it is, and whether messages arrive. */
export function createPhoneSettings(api: Api, samples: Promise<SampleSeen[]>) {
  let phone: Phone | undefined;
  let people: SampleSeen[] = [];
  const set = (to: { failing?: number | null; number?: string }) => {
    if (phone) void api.setPhone(phone.name, to).catch(() => undefined);
  };
  const owner = pick(words.number, (number) => set({ number }));
  const arriving = pick(words.arriving, (value) => set({ failing: value ? Number(value) : null }));
  const popover = createPopover(
    el(
      'button',
      { type: 'button', className: 'round', title: words.settings, attrs: { 'aria-label': words.settings } },
      icon('settings'),
    ),
    owner.node,
    arriving.node,
  );
  function show(): void {
    if (!phone) return;
    owner.show(numbers(people, phone.ours), phone.number);
    const failures = phone.failures.map(({ code, words: text }) => ({
      value: String(code),
      text: `${text} (${code})`,
    }));
    arriving.show(
      [{ value: '', text: words.arrive }, ...failures],
      phone.failing === null ? '' : String(phone.failing),
    );
  }
  void samples.then((all) => {
    people = all;
    show();
  });
  return {
    node: el('div', { className: 'tool' }, popover.button, popover.panel),
    show(seen: Phone) {
      phone = seen;
      show();
    },
    nameOf: (number: string) => people.find((one) => one.phone === number)?.name ?? words.stranger,
  };
}
