/** What the embedded server has to say. A pino logger fits. */
export interface EmbeddedServerLog {
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}
