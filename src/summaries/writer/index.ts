export { createWriter, type Writer, type WriterOptions, type WriterUse } from './desk.ts';
export { askWriter, type EndpointOptions, type WriterAnswer, WriterError } from './endpoint.ts';
export { type CheckedAgainst, checkFacts } from './fact-check.ts';
