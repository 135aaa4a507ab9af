import { ApiError, readError } from './api';

export interface Upload {
  url: string;
  token: string;
  /** The message that goes with the photos. */
  activity: object;
  photos: File[];
  /** Called with the share sent so far, 0 to 1. */
  progress(share: number): void;
}

/** A photo of 5 MB over a slow phone line takes a minute; after this it is taken as lost. */
const PATIENCE_MS = 180_000;

/**
 * Sends photos with their message in one multipart request and resolves with the admitted activity's id. Uses
 * XMLHttpRequest because fetch cannot tell how much of a request has been sent. Rejects with ApiError.
 */
export function upload({ url, token, activity, photos, progress }: Upload): Promise<string> {
  const form = new FormData();
  // As a plain field: a part with a file name would count as one of the photos.
  form.append('activity', JSON.stringify(activity));
  photos.forEach((photo) => form.append('file', photo, photo.name));
  const request = new XMLHttpRequest();
  return new Promise((resolve, reject) => {
    const lost = () => reject(new ApiError(0, 'Unreachable'));
    request.upload.onprogress = ({ loaded, total }) => progress(total > 0 ? loaded / total : 0);
    request.onerror = lost;
    request.ontimeout = lost;
    request.onabort = lost;
    request.onload = () => {
      const { status, responseText } = request;
      if (status < 200 || status > 299)
        return reject(readError(status, responseText, request.getResponseHeader('retry-after')));
      try {
        resolve(String((JSON.parse(responseText) as { id?: unknown }).id ?? ''));
      } catch {
        reject(new ApiError(502, 'Unreadable'));
      }
    };
    request.open('POST', url);
    request.timeout = PATIENCE_MS;
    request.setRequestHeader('authorization', `Bearer ${token}`);
    request.send(form);
  });
}
