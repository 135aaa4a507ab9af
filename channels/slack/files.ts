import { MAX_PHOTO_BYTES } from '../../src/channel';
import { bodyWithin } from '../../src/channel-calls';
import { DeliveryError } from '../../src/errors';
import type { SlackClient } from './client';
import { refusedWith, unanswered } from './failures';

const DOWNLOAD_WITHIN_MS = 8_000;
const UPLOAD_WITHIN_MS = 30_000;

export interface FileParts {
  call: SlackClient['call'];
  token: () => Promise<string>;
  /** Ends with a slash. */
  apiUrl: string;
}

/** Where files lie: on Slack's own host, or with whatever stands in for all of Slack. */
export function fileOrigins(apiUrl: string): Set<string> {
  const { origin, hostname } = new URL(apiUrl);
  return new Set(/(^|\.)slack\.com$/.test(hostname) ? ['https://files.slack.com'] : [origin]);
}

/** Files in and out of one workspace. The token goes to Slack's own host only, and no redirect is followed with it. */
export function createFiles({ call, token, apiUrl }: FileParts): Pick<SlackClient, 'upload' | 'download'> {
  const origins = fileOrigins(apiUrl);
  const isSlack = (url: string): boolean =>
    URL.canParse(url) && origins.has(new URL(url).origin) && !new URL(url).username;

  async function bring(name: string, bytes: Uint8Array): Promise<string> {
    const { upload_url: url = '', file_id: id = '' } = await call('files.getUploadURLExternal', {
      filename: name,
      length: bytes.length,
    });
    if (!isSlack(url)) throw new DeliveryError('not_slack', { retryable: false });
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body: new Uint8Array(bytes),
      redirect: 'error',
      signal: AbortSignal.timeout(UPLOAD_WITHIN_MS),
    }).catch((error: unknown) => {
      throw unanswered(error);
    });
    await answer.arrayBuffer();
    if (!answer.ok) throw refusedWith(answer.status);
    return id;
  }

  return {
    upload: async ({ channel, threadTs, comment }, files, turn = {}) => {
      const ids: string[] = [];
      for (const { name, bytes } of files) ids.push(await bring(name, bytes));
      const [first, ...rest] = ids.map((id, i) => ({ id, title: files[i]?.name ?? 'photo' }));
      if (!first) return [];
      await call(
        'files.completeUploadExternal',
        {
          files: [first, ...rest],
          channel_id: channel,
          ...(comment === undefined ? {} : { initial_comment: comment }),
          ...(threadTs === undefined ? {} : { thread_ts: threadTs }),
        } as Parameters<typeof call<'files.completeUploadExternal'>>[1],
        { channel, ...turn },
      );
      return ids;
    },
    download: async (url) => {
      if (!isSlack(url)) return null;
      try {
        const answer = await fetch(url, {
          headers: { authorization: `Bearer ${await token()}` },
          redirect: 'error',
          signal: AbortSignal.timeout(DOWNLOAD_WITHIN_MS),
        });
        return answer.ok ? await bodyWithin(answer.body, MAX_PHOTO_BYTES) : null;
      } catch {
        return null;
      }
    },
  };
}
