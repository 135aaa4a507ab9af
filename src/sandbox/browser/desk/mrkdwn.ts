import { el, type Child } from '../../../../channels/webchat/browser/view/dom';
import { slackDate } from './slack-date';
import type { Stage } from './stage';

/** Slack's markup as elements. Text is always text: what came from a customer can be nothing else. */

const ENTITIES: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>' };
const EMOJI: Record<string, string> = {
  white_check_mark: '✅',
  warning: '⚠️',
  x: '❌',
  hourglass: '⌛',
  hourglass_flowing_sand: '⏳',
  bell: '🔔',
  rotating_light: '🚨',
  eyes: '👀',
  lock: '🔒',
  camera: '📷',
  speech_balloon: '💬',
  memo: '📝',
  moneybag: '💰',
  tada: '🎉',
  no_entry: '⛔',
  star: '⭐',
};

export const unescape = (text: string): string => text.replace(/&(amp|lt|gt);/g, (one) => ENTITIES[one] ?? one);

const emoji = (text: string): string => text.replace(/:([a-z\d_+-]+):/g, (whole, name: string) => EMOJI[name] ?? whole);

const THREAD = /\/archives\/(\w+)\/p(\d{10})(\d{6})/;

/** A link out of the pane opens beside it, a link to a thread in it. */
export function link(url: string, text: string, stage: Stage): HTMLElement {
  const [, channel, seconds, micros] = THREAD.exec(url) ?? [];
  if (channel && seconds && micros) {
    const open = () => stage.open({ channel, ts: `${seconds}.${micros}` });
    return el('button', { type: 'button', className: 'link', onclick: open }, text);
  }
  const isSafe = /^(https?:|mailto:)/i.test(url);
  return isSafe ? el('a', { href: url, target: '_blank', rel: 'noreferrer noopener' }, text) : el('span', {}, text);
}

const mention = (name: string): HTMLElement => el('span', { className: 'mention' }, name);

/** `!date^1700000000^{date} {time}`; null where it is something else. */
function date(target: string, stage: Stage): HTMLElement | null {
  const [, seconds, format] = /^!date\^(\d+)\^([^^|]+)/.exec(target) ?? [];
  if (!seconds || !format) return null;
  const at = new Date(Number(seconds) * 1000);
  const said = slackDate(Number(seconds), unescape(format), stage.now());
  return el('time', { dateTime: at.toISOString(), title: at.toString() }, said);
}

const REFERENCES: Record<string, (target: string, label: string | undefined, stage: Stage) => Child> = {
  '@': (target, label, { names }) => mention(`@${names[target.slice(1)] ?? label ?? target.slice(1)}`),
  '#': (target, label) => mention(`#${label ?? target.slice(1)}`),
  '!': (target, label, stage) => date(target, stage) ?? mention(`@${label ?? target.slice(1)}`),
};

/** What stands between `<` and `>`. */
function reference(inner: string, stage: Stage): Child {
  const [target = '', label] = inner.split('|');
  const known = REFERENCES[target.charAt(0)];
  if (known) return known(target, label, stage);
  return link(unescape(target), unescape(label ?? target.replace(/^mailto:/, '')), stage);
}

const TOKEN =
  /```([\s\S]+?)```|`([^`\n]+)`|<([^<>\n]+)>|(?<![\p{L}\d*])\*(?!\s)([^*\n]+?)(?<!\s)\*(?![\p{L}\d*])|(?<![\p{L}\d_])_(?!\s)([^_\n]+?)(?<!\s)_(?![\p{L}\d_])|(?<![\p{L}\d~])~(?!\s)([^~\n]+?)(?<!\s)~(?![\p{L}\d~])/gu;

function inline(text: string, stage: Stage): Child[] {
  const nodes: Child[] = [];
  let last = 0;
  const plain = (part: string) => part && nodes.push(emoji(unescape(part)));
  for (const match of text.matchAll(TOKEN)) {
    plain(text.slice(last, match.index));
    last = match.index + match[0].length;
    const [, block, code, angle, bold, italic, strike] = match;
    if (block !== undefined) nodes.push(el('pre', {}, unescape(block.replace(/^\n/, ''))));
    else if (code !== undefined) nodes.push(el('code', {}, unescape(code)));
    else if (angle !== undefined) nodes.push(reference(angle, stage));
    else if (bold !== undefined) nodes.push(el('b', {}, ...inline(bold, stage)));
    else if (italic !== undefined) nodes.push(el('em', {}, ...inline(italic, stage)));
    else nodes.push(el('s', {}, ...inline(strike ?? '', stage)));
  }
  plain(text.slice(last));
  return nodes;
}

/** Lines of markup; those that begin with `>` are a quotation. */
export function mrkdwn(text: string, stage: Stage): HTMLElement {
  const node = el('div', { className: 'mrkdwn', dir: 'auto' });
  let quoted: string[] = [];
  let said: string[] = [];
  const flush = () => {
    if (said.length) node.append(...inline(said.join('\n'), stage).filter((one): one is Node | string => Boolean(one)));
    if (quoted.length) node.append(el('blockquote', { dir: 'auto' }, ...inline(quoted.join('\n'), stage)));
    said = [];
    quoted = [];
  };
  for (const line of text.split('\n')) {
    const isQuoted = /^&gt; ?/.test(line);
    if (isQuoted ? said.length : quoted.length) flush();
    if (isQuoted) quoted.push(line.replace(/^&gt; ?/, ''));
    else said.push(line);
  }
  flush();
  return node;
}

/** A text object, in its own manner. */
export function text(value: unknown, stage: Stage): HTMLElement {
  const { type, text: said } = (value ?? {}) as { type?: string; text?: string };
  if (type === 'mrkdwn') return mrkdwn(said ?? '', stage);
  return el('div', { className: 'mrkdwn', dir: 'auto' }, emoji(said ?? ''));
}
