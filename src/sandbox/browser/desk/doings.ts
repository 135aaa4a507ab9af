import type { Done } from '../../shown';
import type { Api } from '../api';
import { listOf, textOf, type Entered, type Option } from './stage';

interface Clicked {
  action: string;
  option: string | string[] | undefined;
}

/** What a person does in Slack, told to the sandbox. Each rejects with words that can be shown. */
export interface Doings {
  say(user: string, said: { channel: string; thread: string | null; text: string; files: Blob[] }): Promise<Done>;
  click(user: string, clicked: Clicked & { channel: string; ts: string }): Promise<Done>;
  clickInView(user: string, clicked: Clicked & { entered: Entered }): Promise<Done>;
  submit(user: string, entered: Entered): Promise<Done>;
  close(user: string): Promise<Done>;
  command(user: string, text: string, channel: string): Promise<Done>;
  home(user: string): Promise<Done>;
  lookUp(user: string, action: string, query: string): Promise<Option[]>;
  upload(user: string, files: File[]): Promise<string[]>;
}

function formOf(fields: Record<string, string>, files: Blob[]): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  files.forEach((file, at) => form.append('photo', file, file instanceof File ? file.name : `photo-${at + 1}.png`));
  return form;
}

const chosen = (option: Clicked['option']) => (option === undefined ? {} : { option });

export function createDoings(api: Api): Doings {
  const post = <T>(what: string, body: object) => api.post<T>(`/office/${what}`, body);
  return {
    say: (user, { channel, thread, text, files }) =>
      api.send(`/office/say`, formOf({ user, channel, thread: thread ?? '', text }, files)),
    click: (user, { channel, ts, action, option }) => post('click', { user, channel, ts, action, ...chosen(option) }),
    clickInView: (user, { action, option, entered }) =>
      post('view/click', { user, action, entered, ...chosen(option) }),
    submit: (user, entered) => post('view/submit', { user, entered }),
    close: (user) => post('view/close', { user }),
    command: (user, text, channel) => post('command', { user, text, channel }),
    home: (user) => post('home', { user }),
    lookUp: async (user, action, query) =>
      listOf(await post('view/options', { user, action, query })).map(({ value, text, description }) => ({
        value: String(value ?? ''),
        text: textOf(text),
        description: textOf(description),
      })),
    upload: async (user, files) => (await api.send<{ ids: string[] }>('/office/upload', formOf({ user }, files))).ids,
  };
}
