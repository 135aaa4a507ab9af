import type { Method } from '../call';
import { fileSeen } from '../seen';
import { Refusal, type File, type Json } from '../shapes';

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

const TYPES: Record<string, string> = {
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  gif: 'image/gif',
  webp: 'image/webp',
  heic: 'image/heic',
  pdf: 'application/pdf',
  txt: 'text/plain',
};

/** Slack goes by the name. */
export const contentTypeOf = (name: string): string =>
  TYPES[name.split('.').at(-1)?.toLowerCase() ?? ''] ?? 'application/octet-stream';

const getUploadUrl: Method = ({ workspace, arguments: given, base }) => {
  const length = Number(given.length);
  if (!(length > 0)) throw new Refusal('invalid_arguments', ['[ERROR] length must be above 0']);
  const name = textOf(given.filename);
  const file: File = {
    id: workspace.ids.next('F'),
    name,
    contentType: contentTypeOf(name),
    bytes: Buffer.alloc(0),
    user: workspace.bot.user,
    shared: false,
  };
  workspace.files.set(file.id, file);
  return { file_id: file.id, upload_url: `${base}/upload/${workspace.id}/${file.id}` };
};

const complete: Method = (call) => {
  const { workspace, arguments: given, base } = call;
  const wanted = Array.isArray(given.files) ? (given.files as Json[]) : [];
  const files = wanted.map(({ id, title }) => {
    const file = workspace.files.get(textOf(id));
    if (!file?.bytes.length) throw new Refusal('file_not_found');
    if (typeof title === 'string' && title) file.name = title;
    return file;
  });
  if (!files.length) throw new Refusal('invalid_arguments', ['[ERROR] missing required field: files']);
  for (const file of files) file.shared = true;
  if (given.channel_id === undefined) return { files: files.map((file) => fileSeen(workspace, file, base)) };
  const channel = workspace.visible(given.channel_id);
  if (!channel.members.has(workspace.bot.user)) throw new Refusal('not_in_channel');
  const message = workspace.write(channel, {
    user: workspace.bot.user,
    botId: workspace.bot.id,
    subtype: 'file_share',
    text: textOf(given.initial_comment),
    files,
    ...(given.thread_ts === undefined ? {} : { threadTs: textOf(given.thread_ts) }),
  });
  call.told.written(channel, message);
  return { files: files.map((file) => fileSeen(workspace, file, base)) };
};

const info: Method = ({ workspace, arguments: given, base }) => {
  const file = workspace.files.get(textOf(given.file));
  if (!file) throw new Refusal('file_not_found');
  return { file: fileSeen(workspace, file, base) };
};

export const fileMethods: Record<string, Method> = {
  'files.getUploadURLExternal': getUploadUrl,
  'files.completeUploadExternal': complete,
  'files.info': info,
};
