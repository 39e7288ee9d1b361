import { type Logger, pino } from 'pino';

/** Structured logs on standard error, so that standard output stays the CLI's. Credentials never reach them. */
export function makeLogger(level: string): Logger {
  return pino(
    {
      level,
      base: null,
      redact: ['req.headers.authorization', 'req.headers.cookie', '*.password', '*.token', '*.secret'],
      timestamp: pino.stdTimeFunctions.isoTime,
    },
    pino.destination({ dest: 2, sync: false }),
  );
}
