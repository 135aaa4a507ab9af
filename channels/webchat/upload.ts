import type { FastifyRequest } from 'fastify';
import type { StoredAttachment, StorePhoto, Thread } from '../../src/channel';
import { AppError, type ErrorCode } from '../../src/errors';

const PROBLEMS: Record<'type' | 'size' | 'count', [ErrorCode, string]> = {
  type: ['UnsupportedMedia', 'a photo is a JPEG, PNG, WebP or HEIC'],
  size: ['TooLarge', 'a photo has at most 5 MB'],
  count: ['TooLarge', 'at most 5 photos'],
};

const refuse = (problem: keyof typeof PROBLEMS): never => {
  const [code, message] = PROBLEMS[problem];
  throw new AppError(code, message, { field: 'file', problem });
};

function parseActivity(text: string): Record<string, unknown> {
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Record<string, unknown>;
  } catch {
    // Told below, like every other shape that is no activity.
  }
  throw new AppError('BadRequest', 'the activity part is not a JSON object', { field: 'activity' });
}

interface Parts {
  body: Record<string, unknown>;
  photos: { name: string; bytes: Buffer }[];
}

async function readParts(request: FastifyRequest): Promise<Parts> {
  const read: Parts = { body: {}, photos: [] };
  for await (const part of request.parts()) {
    if (part.fieldname === 'activity') {
      read.body = parseActivity(part.type === 'file' ? (await part.toBuffer()).toString('utf8') : String(part.value));
    } else if (part.type === 'file') {
      read.photos.push({ name: part.filename.slice(0, 100), bytes: await part.toBuffer() });
    }
  }
  return read;
}

function unreadable(error: unknown): never {
  const code = (error as { code?: string }).code ?? '';
  if (code === 'FST_REQ_FILE_TOO_LARGE') refuse('size');
  if (code === 'FST_FILES_LIMIT') refuse('count');
  if (error instanceof AppError) throw error;
  throw new AppError('BadRequest', 'the upload cannot be read', { field: 'body' }, { cause: error });
}

/** Reads a multipart upload: an optional `activity` part and photos, each stored before the message is admitted. */
export async function readUpload(
  request: FastifyRequest,
  thread: Thread,
  storePhoto: StorePhoto,
  at: Date,
): Promise<{ body: Record<string, unknown>; attachments: StoredAttachment[] }> {
  if (!request.isMultipart())
    throw new AppError('UnsupportedMedia', 'an upload is multipart/form-data', { field: 'content-type' });
  const { body, photos } = await readParts(request).catch(unreadable);
  const attachments: StoredAttachment[] = [];
  for (const photo of photos) {
    const stored = await storePhoto({ thread, ...photo, at });
    if (stored.ok) attachments.push(stored.attachment);
    else refuse(stored.problem);
  }
  return { body, attachments };
}
