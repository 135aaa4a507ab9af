import { el } from '../../../../channels/webchat/browser/view/dom';
import type { PersonSeen } from '../../shown';
import { words } from '../words';

export interface PeoplePicker {
  node: HTMLElement;
  show(people: PersonSeen[]): void;
  chosen(): PersonSeen | undefined;
}

/** Who one is at the moment: two agents, an approver, a lead, or a customer in Slack. */
export function createPeoplePicker(changed: (person: PersonSeen) => void): PeoplePicker {
  const node = el('div', { className: 'people', attrs: { role: 'radiogroup', 'aria-label': words.playing } });
  let people: PersonSeen[] = [];
  let chosen = '';
  const buttons = () => [...node.querySelectorAll<HTMLButtonElement>('button')];

  function choose(person: PersonSeen): void {
    chosen = person.id;
    mark();
    changed(person);
  }
  function mark(): void {
    for (const button of buttons()) {
      const isChosen = button.dataset.person === chosen;
      button.setAttribute('aria-checked', String(isChosen));
      button.tabIndex = isChosen ? 0 : -1;
    }
  }
  node.onkeydown = (event) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const all = buttons();
    const at = all.findIndex((one) => one.dataset.person === chosen);
    const next = all[(at + step + all.length) % all.length];
    next?.focus();
    next?.click();
  };
  return {
    node,
    chosen: () => people.find(({ id }) => id === chosen),
    show(all) {
      if (people.length === all.length) return;
      people = all;
      chosen = all[0]?.id ?? '';
      node.replaceChildren(
        ...all.map((person) =>
          el(
            'button',
            {
              type: 'button',
              className: 'person',
              attrs: { role: 'radio', 'data-person': person.id },
              onclick: () => choose(person),
            },
            el('b', {}, person.name),
            el('span', { className: 'quiet' }, words.roles[person.role]),
          ),
        ),
      );
      mark();
    },
  };
}
