type Listener = (() => void) | null;

/**
 * As much of a browser's XMLHttpRequest as rxjs's ajax uses, over fetch: botframework-directlinejs runs in Node with it
 * as it runs in a page.
 */
export class XmlHttpRequest {
  readyState = 0;
  status = 0;
  response: unknown = null;
  responseType = '';
  timeout = 0;
  onreadystatechange: Listener = null;
  ontimeout: Listener = null;
  private method = 'GET';
  private url = '';
  private readonly headers: Record<string, string> = {};
  private readonly abortion = new AbortController();

  open(method: string, url: string): void {
    this.method = method;
    this.url = url;
    this.readyState = 1;
  }

  setRequestHeader(name: string, value: string): void {
    this.headers[name] = value;
  }

  send(body?: string): void {
    const { method, headers } = this;
    void fetch(this.url, {
      method,
      headers,
      signal: this.abortion.signal,
      ...(body === undefined ? {} : { body }),
    }).then(
      async (answer) => {
        const text = await answer.text();
        this.status = answer.status;
        this.response = text ? (JSON.parse(text) as unknown) : null;
        this.done();
      },
      () => this.done(),
    );
  }

  abort(): void {
    this.abortion.abort();
  }

  private done(): void {
    this.readyState = 4;
    this.onreadystatechange?.();
  }
}
