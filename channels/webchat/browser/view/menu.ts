import { el } from './dom';

export interface Popover {
  button: HTMLButtonElement;
  panel: HTMLElement;
  close(): void;
}

/** A panel under its button: Escape, a click elsewhere or `close` puts it away and the focus back. */
export function createPopover(button: HTMLButtonElement, ...content: HTMLElement[]): Popover {
  const panel = el('div', { className: 'popover', hidden: true, attrs: { role: 'group' } }, ...content);
  const set = (open: boolean) => {
    panel.hidden = !open;
    button.setAttribute('aria-expanded', String(open));
  };
  const close = () => {
    if (panel.hidden) return;
    set(false);
    button.focus();
  };
  set(false);
  button.onclick = () => {
    set(panel.hidden !== false);
    if (!panel.hidden) panel.querySelector<HTMLElement>('button, select')?.focus();
  };
  panel.onkeydown = (event) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    close();
  };
  document.addEventListener('pointerdown', (event) => {
    const path = event.composedPath();
    if (!panel.hidden && !path.includes(panel) && !path.includes(button)) set(false);
  });
  return { button, panel, close };
}
