export { createWriter, type Writer, type WriterOptions, type WriterUse } from './desk.ts';
export { type EndpointOptions, WriterError } from './endpoint.ts';
export { type CheckedAgainst, checkFacts } from './fact-check.ts';
export { writerTotals } from './record.ts';
