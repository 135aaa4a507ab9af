import { fork, type ChildProcess } from 'node:child_process';
import { endChild } from './service-process';

/** A process of the bench's own that answers one request at a time. */
export interface Worker<Request, Result, Progress = never> {
  child: ChildProcess;
  ask(request: Request, told?: (progress: Progress) => void): Promise<Result>;
  stop(): Promise<void>;
}

/** Starts a compiled file in a process of its own. */
export function startWorker<Request, Result, Progress = never>(file: string): Worker<Request, Result, Progress> {
  const child = fork(file, { execArgv: [], serialization: 'advanced' });
  return {
    child,
    ask: (request, told) =>
      new Promise((resolve, reject) => {
        const done = (): void => {
          child.off('message', hear);
          child.off('exit', gone);
        };
        const gone = (code: number | null): void => (done(), reject(new Error(`${file} ended with ${code}`)));
        const hear = (message: { result?: Result; error?: string; progress?: Progress }): void => {
          if (message.progress !== undefined) return told?.(message.progress);
          done();
          if (message.error === undefined) resolve(message.result as Result);
          else reject(new Error(`${file}: ${message.error}`));
        };
        child.on('message', hear);
        child.on('exit', gone);
        child.send(request as object);
      }),
    stop: () => endChild(child),
  };
}
