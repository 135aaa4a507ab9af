/** The few lines that stand in for a framework: elements from a tag, properties and children. Text is always text, never markup. */

export type Child = Node | string | null | undefined | false;

type Props<T extends keyof HTMLElementTagNameMap> = Partial<Omit<HTMLElementTagNameMap[T], 'style' | 'children'>> & {
  /** Attributes as they are written in HTML (aria-*, role, data-*). */
  attrs?: Record<string, string>;
};

/** `el('button', { className: 'x', onclick })`; nothing among the children is skipped. */
export function el<T extends keyof HTMLElementTagNameMap>(
  tag: T,
  props: Props<T> = {},
  ...children: Child[]
): HTMLElementTagNameMap[T] {
  const { attrs = {}, ...rest } = props;
  const node = document.createElement(tag);
  Object.assign(node, rest);
  for (const [name, value] of Object.entries(attrs)) node.setAttribute(name, value);
  node.append(
    ...children.filter((child): child is Node | string => child !== null && child !== undefined && child !== false),
  );
  return node;
}

/** Text for screen readers only. */
export const spoken = (text: string): HTMLElement => el('span', { className: 'spoken' }, text);

/** 24 × 24 outlines drawn for this chat. */
const PATHS = {
  send: 'M5 12h13M12 5l7 7-7 7',
  photo: 'M4 8h3l2-3h6l2 3h3v11H4zM12 16.5a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.4z',
  close: 'M6 6l12 12M18 6L6 18',
  restart: 'M5 12a7 7 0 1 0 2.2-5.1M5 4v4h4',
  settings: 'M4 7h9M17 7h3M4 17h3M11 17h9M15 9a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM9 19a2 2 0 1 0 0-4 2 2 0 0 0 0 4z',
  chat: 'M4 5h16v11H10l-5 4v-4H4z',
  down: 'M12 5v13M6 12l6 6 6-6',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  clock: 'M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16zM12 8v4l3 2',
  warning: 'M12 4l9 16H3zM12 10v4M12 17v.4',
  cross: 'M7 7l10 10M17 7L7 17',
  print: 'M7 9V4h10v5M7 17H4v-8h16v8h-3M7 14h10v6H7z',
  list: 'M8 6h12M8 12h12M8 18h12M4 6h.5M4 12h.5M4 18h.5',
  copy: 'M9 9h11v11H9zM15 9V4H4v11h5',
} as const;

export type IconName = keyof typeof PATHS;

/** A drawing that says nothing by itself: the element it stands in has the words. */
export function icon(name: IconName): SVGSVGElement {
  const space = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(space, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('class', `icon icon-${name}`);
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(space, 'path');
  path.setAttribute('d', PATHS[name]);
  svg.append(path);
  return svg;
}

let count = 0;

/** An id unique within this page, for labels that point at elements. */
export function uniqueId(stem: string): string {
  count += 1;
  return `redress-${stem}-${count}`;
}
