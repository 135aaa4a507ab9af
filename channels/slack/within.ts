/** What a promise came to, or null when it takes longer; it goes on by itself, and what it fails with then is told to `late`. */
export function within<T>(ms: number, work: Promise<T>, late: (error: unknown) => void): Promise<{ value: T } | null> {
  return new Promise((resolve, reject) => {
    let over = false;
    const timer = setTimeout(() => {
      over = true;
      resolve(null);
    }, ms);
    work.then(
      (value) => {
        clearTimeout(timer);
        resolve({ value });
      },
      (error: unknown) => {
        clearTimeout(timer);
        if (over) late(error);
        else reject(error instanceof Error ? error : new Error('failed'));
      },
    );
  });
}
