/** Progress goes to standard error, so that standard output holds the figures alone. */
export const say = (line: string): void => void process.stderr.write(`${line}\n`);
