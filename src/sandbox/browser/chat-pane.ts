import chatSheet from '../../../channels/webchat/browser/chat.css';
import { mountChat, type Chat } from '../../../channels/webchat/browser/chat';
import { el } from '../../../channels/webchat/browser/view/dom';
import { wear } from '../../../channels/webchat/browser/view/wear';
import { chooseLocale, createTongue } from '../../../channels/webchat/browser/words/tongue';
import { words } from './words';

/** The shop's web chat, as on the page at `/`: the same visitor, the same conversation. */
export function createChatPane(theme: 'light' | 'dark' | undefined): { node: HTMLElement; chat: Chat } {
  wear(document, chatSheet);
  const node = el('section', { className: 'chat-pane', attrs: { 'aria-label': words.chat } });
  const wishes = new URLSearchParams(location.search);
  const tongue = createTongue(chooseLocale([wishes.get('lang'), ...navigator.languages]), navigator.languages);
  const chat = mountChat({ place: node, base: location.origin, tongue, theme, samples: false, sheet: chatSheet });
  return { node, chat };
}
