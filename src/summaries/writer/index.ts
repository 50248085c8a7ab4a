export { type CheckedAgainst, checkFacts } from './check/fact-check.ts';
export { createWriter, type Writer, type WriterOptions, type WriterUse } from './desk.ts';
export { type EndpointOptions, WriterError } from './endpoint.ts';
export { writerTotals } from './record.ts';
