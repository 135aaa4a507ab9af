import { el } from '../../../channels/webchat/browser/view/dom';
import { words } from './words';

/** One of several panels that share a place where it is narrow. */
export interface Tab {
  name: string;
  title: string;
  panel: HTMLElement;
}

export interface Tabs {
  node: HTMLElement;
  show(name: string): void;
  shown(): string;
  /** Marks a tab whose panel has something new, unless it can be seen. */
  mark(name: string): void;
}

/**
 * Tabs for panels. Which panels are hidden is decided by the stylesheet from `data-NAME` on the root, so that on a wide screen
 * they simply stand side by side.
 */
export function createTabs(
  root: HTMLElement,
  axis: string,
  label: string,
  tabs: Tab[],
  shown: () => void = () => undefined,
): Tabs {
  const buttons = tabs.map(({ name, title, panel }) => {
    panel.id = `${axis}-${name}`;
    panel.dataset[axis] = name;
    const button = el(
      'button',
      {
        type: 'button',
        className: 'tab',
        id: `${axis}-${name}-tab`,
        attrs: { role: 'tab', 'aria-controls': panel.id, 'data-tab': name },
        onclick: () => show(name),
      },
      title,
      el('span', { className: 'dot', hidden: true }, el('span', { className: 'spoken' }, ` (${words.news})`)),
    );
    return button;
  });
  const node = el(
    'div',
    { className: `tabs tabs-${axis}`, attrs: { role: 'tablist', 'aria-label': label } },
    ...buttons,
  );
  const find = (name: string) => buttons.find((one) => one.dataset.tab === name);
  const dot = (name: string) => find(name)?.querySelector<HTMLElement>('.dot');

  function show(name: string): void {
    root.setAttribute(`data-${axis}`, name);
    for (const button of buttons) {
      const isShown = button.dataset.tab === name;
      button.setAttribute('aria-selected', String(isShown));
      button.tabIndex = isShown ? 0 : -1;
    }
    const mark = dot(name);
    if (mark) mark.hidden = true;
    shown();
  }

  node.onkeydown = (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const at = buttons.findIndex((one) => one === document.activeElement);
    const next = buttons[(at + step + buttons.length) % buttons.length];
    next?.focus();
    next?.click();
  };
  show(tabs[0]?.name ?? '');
  return {
    node,
    show,
    shown: () => root.getAttribute(`data-${axis}`) ?? '',
    mark: (name) => {
      const panel = tabs.find((one) => one.name === name)?.panel;
      const mark = dot(name);
      if (mark && panel && !panel.checkVisibility()) mark.hidden = false;
    },
  };
}
